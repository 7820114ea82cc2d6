import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Place } from './stores.ts';

export interface CoordinatorProcess {
  readonly url: string;
  readonly tokens: { viewer: string; operator: string; node: string };
  readonly process: ChildProcess;
  /** kill −9, and wait until it is gone. */
  kill(): Promise<void>;
  /** Asks it to stop, and waits. Gives the exit code. */
  stop(): Promise<number | null>;
}

/** Starts a coordinator as a process of its own. */
export async function spawnCoordinator(
  place: Place,
  options: { port?: number; restartGraceMilliseconds?: number; nodeGraceMilliseconds?: number } = {},
): Promise<CoordinatorProcess> {
  const child = spawn(
    process.execPath,
    [
      '--conditions=@crossover/source',
      new URL('./coordinator-process.ts', import.meta.url).pathname,
      JSON.stringify({ port: 0, ...place.options, ...options }),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const end = once(child, 'exit').then(([code]) => code as number | null);
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line').then(([line]) => String(line)), end]);
  if (typeof first !== 'string') throw new Error(`The coordinator ended with ${first}:\n${errors}`);
  const address = JSON.parse(first) as Pick<CoordinatorProcess, 'url' | 'tokens'>;
  const endBy = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return end;
  };
  return {
    ...address,
    process: child,
    kill: async () => void (await endBy('SIGKILL')),
    stop: () => endBy('SIGTERM'),
  };
}
