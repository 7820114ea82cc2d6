import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const labRecordSchema = z.object({
  url: z.url(),
  pid: z.int(),
  /** Where its tokens are, when it is not the data folder. */
  tokens: z.string().optional(),
});

/** Where the coordinator of a data folder listens while it runs: left in the folder for other commands. */
export type LabRecord = z.infer<typeof labRecordSchema>;

export function writeLabRecord(dataFolder: string, url: string, tokens?: string): void {
  const record: LabRecord = { url, pid: process.pid, ...(tokens && { tokens: resolve(tokens) }) };
  writeFileSync(fileOf(dataFolder), `${JSON.stringify(record)}\n`, { mode: 0o600 });
}

/** Null when nothing runs there, as far as the folder knows; after a crash the record may be stale. */
export function readLabRecord(dataFolder: string): LabRecord | null {
  try {
    return labRecordSchema.parse(JSON.parse(readFileSync(fileOf(dataFolder), 'utf8')));
  } catch {
    return null;
  }
}

export function removeLabRecord(dataFolder: string): void {
  rmSync(fileOf(dataFolder), { force: true });
}

function fileOf(dataFolder: string): string {
  return join(dataFolder, 'lab.json');
}
