import type { ErrorCode, WireError } from '@crossover/protocol';
import type { z } from 'zod';

/** A request that is refused, with what its sender is told. Everything else that is thrown is a fault of ours. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly code: ErrorCode;
  readonly details: WireError['details'];

  constructor(code: ErrorCode, message: string, details?: WireError['details']) {
    super(message);
    this.code = code;
    this.details = details;
  }

  /** The error as it goes over the wire. */
  toWire(): WireError {
    return {
      code: this.code,
      message: this.message,
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }
}

/** At most this many faults of one message are told. */
const MAXIMUM_DETAILS = 20;

/** Refuses what a schema did not take; a value that is only too large gets a code of its own. */
export function refuseInvalid(
  error: z.ZodError,
  message: string,
  code: ErrorCode = 'invalid-message',
): RefusedError {
  const details = error.issues.slice(0, MAXIMUM_DETAILS).map((issue) => ({
    path: issue.path.map(String).join('.').slice(0, 200),
    message: issue.message.slice(0, 1000),
  }));
  const tooLarge = error.issues.some(
    (issue) => issue.code === 'too_big' || (issue.code === 'custom' && issue.params?.['tooLarge'] === true),
  );
  return new RefusedError(
    tooLarge && code === 'invalid-message' ? 'message-too-large' : code,
    message,
    details,
  );
}
