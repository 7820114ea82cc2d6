/** The command line or a file asks for something that cannot be done; the message says what to change. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Something went wrong while a command ran; the message says what and what to do. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
}

/** The person or the system stopped the command. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('Interrupted.');
    this.exitCode = exitCode;
  }
}
