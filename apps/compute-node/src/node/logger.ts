/** Where a compute node tells what it does, one line at a time. Lines never hold the token. */
export interface NodeLogger {
  info(message: string): void;
  warn(message: string): void;
}

export const silentLogger: NodeLogger = { info: () => undefined, warn: () => undefined };
