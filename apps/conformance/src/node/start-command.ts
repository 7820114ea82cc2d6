import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { CannotCheckError } from '../errors.ts';
import { messages } from '../messages.ts';
import type { CoordinatorToJoin, StartNode } from './started-node.ts';

/** A program that has not ended so long after it was asked to is killed. */
const PATIENCE_MILLISECONDS = 10_000;

/**
 * Starts a node by a command. Words may hold `{url}` and `{token}`; both are in the environment too, as
 * CROSSOVER_COORDINATOR and CROSSOVER_TOKEN, since a command line can be read by everybody on the machine.
 *
 * @throws {CannotCheckError} when there is no command, and when it cannot be started
 */
export function startCommand(words: readonly string[]): StartNode {
  const [program, ...rest] = words;
  if (program === undefined) throw new CannotCheckError(messages.commandMissing());
  return async (coordinator) => {
    const child = spawn(program, filledIn(rest, coordinator), {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        CROSSOVER_COORDINATOR: coordinator.url,
        CROSSOVER_TOKEN: coordinator.token,
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    let hasEnded = false;
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    void ended.then(() => (hasEnded = true));
    try {
      await once(child, 'spawn');
    } catch (error) {
      throw new CannotCheckError(messages.commandFailed(program, (error as Error).message), { cause: error });
    }
    return {
      output: () => output,
      hasEnded: () => hasEnded,
      stop: async () => {
        child.kill('SIGTERM');
        const patience = delay(PATIENCE_MILLISECONDS, 'too long' as const, { ref: false });
        if ((await Promise.race([ended, patience])) === 'too long') child.kill('SIGKILL');
        await ended;
      },
    };
  };
}

function filledIn(words: readonly string[], { url, token }: CoordinatorToJoin): string[] {
  return words.map((word) => word.replaceAll('{url}', url).replaceAll('{token}', token));
}
