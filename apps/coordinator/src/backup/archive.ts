import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { messages } from '../messages.ts';
import { SOFTWARE_VERSION } from '../version.ts';
import { BackupError } from './backup-error.ts';

const FORMAT = 'crossover-backup';
const VERSION = 1;
/** The first line is no longer than this, or it is not ours. */
const LONGEST_MANIFEST = 64 * 1024 * 1024;
/** Quick rather than small: most of a database's pages are nearly empty. */
const GZIP_LEVEL = 1;

/** Names within the folder, parts divided by slashes; nothing that could lead out of it. */
const pathSchema = z.string().regex(/^(?!\.\.?(\/|$))[\w.-]+(\/(?!\.\.?(\/|$))[\w.-]+)*$/);

const manifestSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  softwareVersion: z.string(),
  createdAt: z.iso.datetime(),
  folders: z.array(pathSchema),
  files: z.array(
    z.object({ path: pathSchema, bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;

/**
 * A folder as one stream of bytes: compressed with gzip, first a line of JSON with the names, lengths and
 * SHA-256 digests of all files, then their bytes one after the other. The files must not change meanwhile.
 */
export async function archiveOf(folder: string): Promise<Readable> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const nameOf = (entry: (typeof entries)[number]) =>
    join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .split(sep)
      .join('/');
  const folders = entries.filter((entry) => entry.isDirectory()).map(nameOf);
  const files: Manifest['files'] = [];
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const path = nameOf(entry);
    files.push({
      path,
      bytes: (await stat(join(folder, path))).size,
      sha256: await sha256Of(join(folder, path)),
    });
  }
  const manifest: Manifest = {
    format: FORMAT,
    version: VERSION,
    softwareVersion: SOFTWARE_VERSION,
    createdAt: new Date().toISOString(),
    folders,
    files,
  };
  const gzip = createGzip({ level: GZIP_LEVEL });
  // Whoever reads it meets the error there.
  pipeline(Readable.from(piecesOf(folder, manifest)), gzip).catch(() => undefined);
  return gzip;
}

/**
 * Reads an archive to its end and compares every file with its digest.
 *
 * @param into where to put the files; null to check only
 * @throws {BackupError} when it is no archive, is damaged, or is cut short
 */
export async function readArchive(archive: Readable, into: string | null): Promise<Manifest> {
  const reader = new ByteReader(archive.pipe(createGunzip()));
  archive.once('error', (error) => reader.fail(error));
  try {
    const manifest = manifestOf(await reader.line(LONGEST_MANIFEST));
    if (into !== null)
      for (const path of manifest.folders) await mkdir(join(into, path), { recursive: true });
    for (const { path, bytes, sha256 } of manifest.files) {
      const hash = createHash('sha256');
      const file = into === null ? null : await fileAt(join(into, path));
      for await (const piece of reader.bytes(bytes)) {
        hash.update(piece);
        if (file?.write(piece) === false) await new Promise((resolve) => file.once('drain', resolve));
      }
      if (file !== null) await ended(file);
      if (hash.digest('hex') !== sha256) throw new BackupError(messages.backupDamaged(path));
    }
    if (!(await reader.isAtEnd())) throw new BackupError(messages.backupTooLong());
    return manifest;
  } catch (error) {
    if (error instanceof BackupError) throw error;
    throw new BackupError(messages.backupUnreadable((error as Error).message), { cause: error });
  } finally {
    archive.destroy();
  }
}

async function* piecesOf(folder: string, manifest: Manifest): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${JSON.stringify(manifest)}\n`);
  for (const { path } of manifest.files) {
    yield* createReadStream(join(folder, path)) as AsyncIterable<Uint8Array>;
  }
}

function manifestOf(line: string): Manifest {
  const { data } = manifestSchema.safeParse(parsedJson(line));
  if (data === undefined) throw new BackupError(messages.noBackup());
  return data;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function fileAt(path: string): Promise<Writable> {
  await mkdir(dirname(path), { recursive: true });
  return createWriteStream(path, { flush: true });
}

function ended(file: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    file.once('error', reject);
    file.end(() => resolve());
  });
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Takes lines and stretches of bytes from a stream. */
class ByteReader {
  readonly #pieces: AsyncIterator<Buffer>;
  readonly #stream: Readable;
  #rest: Buffer = Buffer.alloc(0);

  constructor(stream: Readable) {
    this.#stream = stream;
    this.#pieces = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  fail(error: Error): void {
    this.#stream.destroy(error);
  }

  async line(longest: number): Promise<string> {
    const pieces: Buffer[] = [];
    let length = 0;
    for (;;) {
      if (this.#rest.length === 0 && !(await this.#more())) throw new BackupError(messages.noBackup());
      const end = this.#rest.indexOf(10);
      const taken = end < 0 ? this.#rest : this.#rest.subarray(0, end);
      pieces.push(taken);
      length += taken.length;
      this.#rest = end < 0 ? Buffer.alloc(0) : this.#rest.subarray(end + 1);
      if (length > longest) throw new BackupError(messages.noBackup());
      if (end >= 0) return Buffer.concat(pieces).toString('utf8');
    }
  }

  async *bytes(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0;) {
      if (this.#rest.length === 0 && !(await this.#more())) throw new BackupError(messages.backupCutShort());
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  async isAtEnd(): Promise<boolean> {
    return this.#rest.length === 0 && !(await this.#more());
  }

  async #more(): Promise<boolean> {
    const next: IteratorResult<Buffer, unknown> = await this.#pieces.next();
    if (next.done === true) return false;
    this.#rest = next.value;
    return true;
  }
}
