/**
 * Writes to stdout and waits until the reader has taken it. A reader that has seen enough, such as
 * `head`, closes the pipe; that is no error of the command.
 */
export async function writeOut(text: string | Uint8Array): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const broken = (error: NodeJS.ErrnoException): void => {
    if (error.code === 'EPIPE') resolve();
    else reject(error);
  };
  process.stdout.once('error', broken);
  process.stdout.write(text, (error) => {
    if (error !== undefined && error !== null) broken(error);
    else resolve();
  });
  await promise;
  process.stdout.off('error', broken);
}

/** One line for people: stderr, so that stdout stays for programs. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}
