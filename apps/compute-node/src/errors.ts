import * as messages from './messages.ts';

/** A worker thread ended in the middle of a run: the run may be tried again. */
export class WorkerCrashedError extends Error {
  override readonly name = 'WorkerCrashedError';

  /** @param cause what the thread died of: an error, or its exit code */
  constructor(cause: unknown) {
    super(messages.workerCrashed(cause), { cause });
  }
}

/** A run was given to a thread pool that is closed, or the pool was closed before the run began. */
export class ThreadPoolClosedError extends Error {
  override readonly name = 'ThreadPoolClosedError';

  constructor() {
    super(messages.threadPoolClosed());
  }
}

/** The coordinator refused the node for good: another attempt with the same token and version would fail too. */
export class ConnectionRefusedError extends Error {
  override readonly name = 'ConnectionRefusedError';
  /** The protocol's code, such as `unauthorized` or `protocol-version`. */
  readonly code: string;
  /** Of the coordinator. */
  readonly url: string;

  constructor(code: string, coordinatorUrl: string, reason: string) {
    super(messages.connectionRefused(code, coordinatorUrl, reason));
    this.code = code;
    this.url = coordinatorUrl;
  }
}

/** A message went unanswered because the connection broke or the answer took too long: it is sent again later. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';

  constructor(event: string) {
    super(messages.connectionLost(event));
  }
}

/** The coordinator refused one message. */
export class MessageRefusedError extends Error {
  override readonly name = 'MessageRefusedError';
  readonly code: string;

  constructor(event: string, code: string, reason: string) {
    super(messages.messageRefused(event, code, reason));
    this.code = code;
  }
}
