/** Where a compute node tells what it does, one line at a time. Lines never hold the token. */
export interface NodeLogger {
  /** What becomes of single runs: many lines when runs are short. */
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
}

export const silentLogger: NodeLogger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
};
