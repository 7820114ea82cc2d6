import { readTokenFile } from './token-file.ts';
import type { TokenSet } from './tokens.ts';

/** How soon a rotation is taken up. Looking is cheap, and works on network file systems, where watching does not. */
const LOOK_MILLISECONDS = 1_000;

interface Listener {
  changed(tokens: TokenSet): void;
  /** The file cannot be read: the tokens stay what they are. Told once, not at every look. */
  failed(error: unknown): void;
}

/** Looks for changes of a file of tokens, until the returned function is called. */
export function watchTokenFile(
  file: string,
  known: TokenSet,
  listener: Listener,
  lookMilliseconds = LOOK_MILLISECONDS,
): () => void {
  let last = JSON.stringify(known);
  let fault = '';
  const look = () => {
    try {
      const tokens = readTokenFile(file);
      fault = '';
      if (tokens === undefined) return;
      const found = JSON.stringify(tokens);
      if (found === last) return;
      last = found;
      listener.changed(tokens);
    } catch (error) {
      const { message } = error as Error;
      if (message !== fault) listener.failed(error);
      fault = message;
    }
  };
  const timer = setInterval(look, lookMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
