import { vi } from 'vitest';
import { runCommandLine } from '../src/index.ts';
import type { Ended, Surroundings } from './crossover.ts';

/**
 * Carries out a command line in this process, as `main.ts` does: for tests of many short commands, of which half a second each would
 * be the start of a process. They wait for each other, since each listens to the streams of the whole process.
 * `heard` is told what goes to stderr, as soon as it is said.
 */
export function inProcess(...asked: Parameters<typeof carryOut>): Promise<Ended> {
  const ended = former.then(() => carryOut(...asked));
  former = ended.catch(() => undefined);
  return ended;
}

let former: Promise<unknown> = Promise.resolve();

async function carryOut(
  words: readonly string[] | string,
  { cwd, env = {}, heard }: Surroundings & { readonly heard?: (text: string) => void } = {},
): Promise<Ended> {
  const list = typeof words === 'string' ? words.split(/\s+/).filter((word) => word !== '') : words;
  const stdout: string[] = [];
  const stderr: string[] = [];
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(writing(stdout)),
    vi.spyOn(process.stderr, 'write').mockImplementation(writing(stderr, heard)),
  ];
  const before = process.cwd();
  const none = { CROSSOVER_TOKEN: undefined, CROSSOVER_TOKEN_FILE: undefined };
  for (const [name, value] of Object.entries({ ...none, ...env })) vi.stubEnv(name, value);
  if (cwd !== undefined) process.chdir(cwd);
  try {
    const code = await runCommandLine(list);
    return { code, stdout: stdout.join(''), stderr: stderr.join('') };
  } finally {
    process.chdir(before);
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
  }
}

type Written = (error?: Error | null) => void;

/** Takes what is written, and calls back as a stream does. */
function writing(into: string[], heard?: (text: string) => void): typeof process.stdout.write {
  return (chunk: string | Uint8Array, encoding?: BufferEncoding | Written, callback?: Written) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    into.push(text);
    heard?.(text);
    const written = typeof encoding === 'function' ? encoding : callback;
    written?.();
    return true;
  };
}
