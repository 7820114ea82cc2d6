import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DrillLaboratory } from './drill-laboratory.ts';
import type { Repetition } from './repetition.ts';

/** Leaves for whoever looks for the cause: what was wrong, how things stand, and all that the processes have written. */
export async function writeEvidence(
  folder: string,
  name: string,
  laboratory: DrillLaboratory,
  { seed, notes, violations }: Repetition,
): Promise<void> {
  const standing: Record<string, unknown> = {};
  const ask = async (path: string) => {
    standing[path] = await laboratory.coordinator
      .request('GET', path)
      .catch((error: unknown) => `no answer: ${String(error)}`);
  };
  for (const path of ['/api/nodes', '/api/experiments']) await ask(path);
  const { experiments } = standing['/api/experiments'] as { experiments?: { id: string }[] };
  for (const { id } of experiments ?? []) {
    await ask(`/api/experiments/${id}`);
    await ask(`/api/experiments/${id}/failures`);
  }
  mkdirSync(folder, { recursive: true });
  const found = { drill: name, seed, notes, violations, standing };
  const text = `${JSON.stringify(found, null, 2)}\n\n${laboratory.logs()}`;
  writeFileSync(join(folder, `${name}-${seed}.log`), text);
}
