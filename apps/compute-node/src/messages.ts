/** Every message of this package that a person may read: what was found, what was needed, what to do. */

function describe(cause: unknown): string {
  if (cause instanceof Error) return cause.message;
  return typeof cause === 'number' ? `exit code ${cause}` : String(cause);
}

export const workerCrashed = (cause: unknown): string =>
  `A worker thread ended in the middle of a run (${describe(cause)}). The run is not finished; it can be started again from its last checkpoint, and a new thread takes the place of the lost one. If the memory ran out, use fewer threads.`;

export const workerNeedsParent = (): string =>
  'This module is the inside of a worker thread and cannot be run on its own: use createThreadPool.';

export const threadPoolClosed = (): string =>
  'The thread pool is closed and executes no more runs: create a new one.';

export const threadsOutOfRange = (found: number): string =>
  `Found ${found} threads, but an integer of at least 1 is needed.`;

export const runAborted = (): string => 'The run was stopped before it was finished.';

const refusalAdvice: Readonly<Record<string, string>> = {
  unauthorized:
    "Use the node token that the coordinator printed when it started (it is in its data folder's tokens.json).",
  forbidden: 'Use the node token, not a viewer or operator token.',
  'protocol-version': 'Install the same version of Crossover on this machine and on the coordinator.',
  'numerics-version':
    'Install the same version of Crossover on this machine and on the coordinator: different numerics would give different bits.',
};

export const connectionRefused = (code: string, coordinatorUrl: string, reason: string): string =>
  [`The coordinator at ${coordinatorUrl} refused this node (${code}): ${reason}`, refusalAdvice[code] ?? '']
    .join(' ')
    .trim();

export const connectionLost = (event: string): string =>
  `The connection was lost before "${event}" was acknowledged; it is sent again after the reconnection.`;

export const messageRefused = (event: string, code: string, reason: string): string =>
  `The coordinator refused "${event}" (${code}): ${reason}`;

export const answerNotUnderstood = (details: string): string =>
  `the answer does not follow the protocol: ${details}`;

export const unreachable = (
  coordinatorUrl: string,
  { reason, advice }: { readonly reason: string; readonly advice: string },
): string => `Cannot reach the coordinator at ${coordinatorUrl} (${reason}); trying again. ${advice}`.trim();

const unknownAuthority =
  'Nobody that this machine trusts has signed the certificate there: give the certificate of who did with --certificate-authority FILE.';
const otherProtocol =
  'What listens there does not speak TLS: write http:// for https://, if that is how it is served.';
const noAnswer = 'Nothing answers there: check the address, and that no firewall is between.';
const nobodyThere =
  'Nothing listens there: start the coordinator, or take the address and the port that it printed when it started.';
const noName = 'No machine of this name was found: check its spelling, or use its number.';

const adviceOfCode: Readonly<Record<string, string>> = {
  ECONNREFUSED: nobodyThere,
  ENOTFOUND: noName,
  EAI_AGAIN: noName,
  ETIMEDOUT: noAnswer,
  EHOSTUNREACH: noAnswer,
  ENETUNREACH: noAnswer,
  UND_ERR_CONNECT_TIMEOUT: noAnswer,
  EPROTO: otherProtocol,
  ERR_SSL_WRONG_VERSION_NUMBER: otherProtocol,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: otherProtocol,
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  ERR_TLS_CERT_ALTNAME_INVALID:
    'The certificate there is made out to another name: use the address that it names, or have it made out to this one.',
  CERT_HAS_EXPIRED: "The certificate there has expired: renew it, or set this machine's clock.",
  CERT_NOT_YET_VALID:
    "The certificate there is not valid yet: set this machine's clock, or have it made out anew.",
};

/** What may help, by the code of the error or else by what it says. */
export const connectionAdvice = (code: string | undefined, reason: string, encrypted: boolean): string => {
  const known = adviceOfCode[code ?? ''];
  if (known !== undefined) return known;
  const found = `${code ?? ''} ${reason}`;
  if (/HPE_|HTTP\/1\.1 protocol|Unexpected server response|Parse Error/.test(found)) {
    return 'What answers there is no coordinator: check the address and the port.';
  }
  if (!encrypted && /ECONNRESET|EPIPE|UND_ERR_SOCKET|hang up|closed/.test(found)) {
    return 'What listens there closed the connection: write https:// for http://, if that is how it is served.';
  }
  return '';
};

export const tokenReplaced = (coordinatorUrl: string, code: string): string =>
  `The coordinator at ${coordinatorUrl} took this node's token before and refuses it now (${code}): it was replaced. Runs go on; give the node the new one where its token comes from (--token-file), and it joins again by itself. "crossover token list" on the coordinator's machine shows it.`;

export const addressExcluded = (refusal: string): string =>
  `${refusal} This address is not tried again; the other ones are.`;

export const connected = (coordinatorUrl: string, threads: number): string =>
  `Connected to ${coordinatorUrl} with ${threads} ${threads === 1 ? 'thread' : 'threads'}.`;

export const disconnected = (reason: string): string =>
  `Connection lost (${reason}). Runs go on; what they find is delivered after the reconnection.`;

export const specificationRefused = (details: string): string =>
  `This node cannot execute the specification it was given. ${details}`;

export const identityMismatch = (found: string, given: string): string =>
  `The specification has the identity ${found}, but it was handed out as run ${given}: the coordinator and this node do not agree on what a specification means. Install the same version on both.`;

export const checkpointRefused = (runId: string, reason: string): string =>
  `The checkpoint of run ${shortRun(runId)} was refused and the run starts anew: ${reason}`;

export const resultTooLarge = (bytes: number, limit: number): string =>
  `The result has ${bytes} bytes, but at most ${limit} can be delivered: ask for fewer output times or for observables "risk".`;

export const runStarted = (runId: string, resumed: boolean): string =>
  `Run ${shortRun(runId)} ${resumed ? 'resumes from its checkpoint' : 'starts'}.`;

export const runFinished = (runId: string, seconds: number): string =>
  `Run ${shortRun(runId)} finished after ${seconds.toFixed(1)} s.`;

export const runFailed = (runId: string, reason: string): string =>
  `Run ${shortRun(runId)} failed: ${reason}`;

export const runDropped = (runId: string): string =>
  `Run ${shortRun(runId)} was cancelled or given to another node; it is stopped here.`;

export const malformedMessage = (event: string): string =>
  `A malformed "${event}" from the coordinator was ignored.`;

export const leavesUndelivered = (runs: number): string =>
  `${runs} ${runs === 1 ? 'run' : 'runs'} could not be handed back to the coordinator; it will give them to other nodes when it misses this one.`;

export const nodeClosed = (): string => 'The compute node is closed.';

function shortRun(runId: string): string {
  return runId.slice(0, 8);
}
