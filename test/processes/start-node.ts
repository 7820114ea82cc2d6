import { Program } from './program.ts';

interface NodeProcessOptions {
  readonly name: string;
  readonly threads: number;
  readonly url: string;
  readonly token: string;
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Words that the command line begins with, to run it somewhere else. */
  readonly inside?: readonly string[] | undefined;
}

/**
 * `crossover node` as a process of its own. It sends a checkpoint with every report: what the coordinator knows
 * to be done, it can then hand to another node.
 */
export function startNode({ name, threads, url, token, env, inside }: NodeProcessOptions): Program {
  const words = ['node', '--coordinator', url, '--threads', String(threads), '--name', name];
  return new Program([...words, '--checkpoint-every', '0.001'], {
    env: { CROSSOVER_TOKEN: token, ...env },
    inside,
  });
}
