import { InterruptedError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';

/** A request of the system or of the person at the terminal to stop. */
export interface Interruption {
  /** Aborted by the first SIGINT or SIGTERM; the second one ends the process at once. */
  readonly signal: AbortSignal;
  /** Resolves with the exit code that the first signal stands for. */
  readonly happened: Promise<number>;
  /** The exit code of the signal that came, or null. */
  exitCode(): number | null;
  /** Gives the signals back to Node. */
  dispose(): void;
}

export function listenForInterruption(onFirst: () => void = () => undefined): Interruption {
  const stopping = new AbortController();
  const { promise: happened, resolve } = Promise.withResolvers<number>();
  let code: number | null = null;
  const listener = (signal: NodeJS.Signals): void => {
    const meaning = signal === 'SIGTERM' ? exitCodes.terminated : exitCodes.interrupted;
    if (code !== null) process.exit(meaning);
    code = meaning;
    onFirst();
    stopping.abort();
    resolve(meaning);
  };
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  return {
    signal: stopping.signal,
    happened,
    exitCode: () => code,
    dispose: () => {
      process.off('SIGINT', listener);
      process.off('SIGTERM', listener);
    },
  };
}

/**
 * Carries out work that Ctrl-C may stop.
 *
 * @throws InterruptedError when the work was given up because of a signal
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interruption = listenForInterruption();
  try {
    return await work(interruption.signal);
  } catch (error) {
    const code = interruption.exitCode();
    throw code === null ? error : new InterruptedError(code);
  } finally {
    interruption.dispose();
  }
}
