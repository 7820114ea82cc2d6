import { LIMITS, PROTOCOL_VERSION } from '@crossover/protocol';
import type { Versions } from './cluster/versions.ts';

/** Every message of the coordinator: what was found, what was needed, what to do. */
export const messages = {
  folderInUse: (folder: string, owner: string | undefined) =>
    `The data folder ${folder} is in use by ${owner === undefined ? 'another process' : `process ${owner}`}: stop it, or choose another folder with --data.`,
  storeThreadFailed: (reason: string) =>
    `The thread of the embedded database failed (${reason}): restart the coordinator; what was acknowledged is on the disk.`,
  storeThreadEnded: (code: number) =>
    `The thread of the embedded database ended with code ${code}: restart the coordinator; what was acknowledged is on the disk.`,
  storeUnavailable: (reason: string) =>
    `The database cannot be used just now (${reason}): send the same again in a moment. Nothing that was acknowledged is lost.`,
  migrationFailed: () =>
    'The tables could not be brought to their newest form: the cause says why; the former form is untouched.',
  tablesNewer: (migration: string) =>
    `A newer version of Crossover has changed the tables of this database (${migration}): upgrade this coordinator.`,
  tablesInUse: (url: string | null, coordinators: number) =>
    `${coordinators === 1 ? 'A coordinator of an older version is' : `${coordinators} coordinators of an older version are`} at work on this database (${url ?? 'not listening yet'}), whose tables this version has to change: stop all of them, then start this one. One that was killed counts as at work for ten seconds more.`,
  coordinatorsDiffer: (url: string | null, found: Versions, needed: Versions) =>
    `The coordinator at ${url ?? '(not listening yet)'} on the same database is of version ${found.software} (numerics "${found.numerics}", protocol ${found.protocol}), this one of version ${needed.software} (numerics "${needed.numerics}", protocol ${needed.protocol}): they would compute other bits for the same run, or not understand the same nodes. Install the same version on all, or stop the others first. One that was killed counts as at work for ten seconds more.`,
  noStore: () => 'Neither a data folder nor a database URL was given: pass dataFolder or databaseUrl.',
  backupOfServer: () =>
    'Backups of a PostgreSQL server are made with its own means: use pg_dump, as docs/operations.md says.',
  nothingToBackUp: (folder: string) =>
    `There is no database in ${folder}: name the data folder of a laboratory with --data.`,
  noBackup: () => 'This is no backup that "crossover backup" has written: name another file.',
  backupCutShort: () =>
    'The backup ends in the middle: copy it again from where it was made, or take another.',
  backupTooLong: () => 'The backup goes on after its end: it is damaged; take another.',
  backupDamaged: (path: string) =>
    `The backup is damaged: ${path} is not what its digest says; take another.`,
  backupUnreadable: (reason: string) =>
    `The backup cannot be read (${reason}): copy it again, or take another.`,
  restoreWouldOverwrite: (folder: string) =>
    `There is a database in ${folder} already, and nothing is overwritten: choose an empty folder with --data, or move the old one away.`,
  restoredResultDamaged: (runId: string) =>
    `The backup holds a result of run ${runId} that is not what its digest says: it was damaged before it was backed up; take an older one.`,
  tokensUnreadable: (file: string) =>
    `${file} does not hold three tokens {"viewer", "operator", "node"} of at least 16 characters: repair it, or remove it to get new ones.`,

  tokensReadableByOthers: (file: string) =>
    `${file} may be read by others than its owner, and whoever reads it has the laboratory: run "chmod 600" on it, and "crossover token rotate" if somebody may have read it.`,

  tokenMissing: () =>
    'No token was given: send "Authorization: Bearer TOKEN" with a token of this coordinator.',
  tokenWrong: () =>
    "The token is not one of this coordinator: copy it from the coordinator's output or its tokens.json.",
  roleForbidden: (role: string, needed: string) =>
    `A ${role} token was given, but this needs a token of the role ${needed}.`,
  socketToken: (namespace: string, needed: string) =>
    `The token does not open ${namespace}: give the coordinator's ${needed} token.`,
  tooManyWrongTokens: () =>
    'Too many wrong tokens came from this address: wait a minute, and give the right one.',
  tokenOverused: (role: string) =>
    `Too many requests came with the ${role} token, from all addresses together: wait a moment.`,
  tlsUnusable: (certificate: string, key: string, reason: string) =>
    `TLS cannot be served with the certificate ${certificate} and the key ${key} (${reason}): both must be PEM files that can be read and belong together.`,
  originForeign: () =>
    "A page of another origin has sent this, and only the coordinator's own page may: send no Origin header from programs.",
  hostForeign: (host: string) =>
    `This coordinator is reached at a loopback address, not as ${JSON.stringify(host.slice(0, 80))}: behind a proxy start it with --advertise and the address that people use.`,
  handshakeInvalid: () => 'The handshake is not understood: see its details and docs/protocol.md.',
  protocolVersion: (found: number) =>
    found < PROTOCOL_VERSION
      ? `Protocol version ${found} is spoken here no more, ${PROTOCOL_VERSION} is: upgrade this program to the coordinator's version.`
      : `Protocol version ${found} is newer than this coordinator's ${PROTOCOL_VERSION}: upgrade the coordinator.`,
  numericsVersion: (found: string, needed: string) =>
    `This node computes numerics "${found}", the coordinator wants "${needed}": they would give other bits for the same run. Install the same version on both.`,
  unknownNamespace: () => 'This namespace is not served: connect to /nodes or /viewers.',
  unknownEvent: (event: string) =>
    `The event ${JSON.stringify(event.slice(0, 80))} is not part of the protocol.`,
  invalidMessage: (event: string) =>
    `The message of "${event}" does not have the form the protocol asks for.`,
  invalidRequest: () => 'The request does not have the form that is asked for: see its details.',
  watchReplaced: () => 'A later "watch" has replaced this one.',
  tooManyMessages: () => 'Too many messages in a short time: wait a moment.',
  tooManyStreams: (ofAddress: number, all: number) =>
    `Too many event streams are open: at most ${ofAddress} from one address and ${all} in all; end one first, or watch the list and read details when they are needed.`,
  rateLimited: (wait: string) => `Too many requests: try again in ${wait}.`,
  bodyTooLarge: () => `The body is larger than ${LIMITS.maxRequestBytes} bytes: send less.`,
  addressUnreadable: () =>
    'This address cannot be read, or a part of it is longer than 100 characters: see docs/http-api.md.',
  headersTooLarge: () => 'The headers are larger than 16 KiB together: send less.',
  requestTooSlow: () => 'The request did not come to its end in time: send it again.',
  requestUnreadable: () => 'This is no HTTP request: see docs/http-api.md.',
  routeUnknown: (method: string, path: string) =>
    `${method} ${path} is not served here: see docs/http-api.md.`,
  noDashboard: () =>
    'This coordinator serves no dashboard: build it and start again, or use the HTTP interface under /api.',
  internal: () => 'Something failed inside the coordinator; its log says what.',
  shuttingDown: () => 'The coordinator is being stopped: connect again in a moment.',

  isRunning: () => 'It takes in work and gives it out.',
  isStopping: () => 'It is being stopped: use another coordinator, or come back in a moment.',
  storeAnswers: () => 'The database answers.',
  storeAway: () => 'The database does not answer: see the log.',
  storeFull: () => 'The database has no room for what is to be written: see the log, and make room.',
  storeSlow: (milliseconds: number) => `The database has not answered within ${milliseconds} ms.`,
  tablesMissing: (names: readonly string[]) =>
    names.length === 0
      ? 'The tables have their newest form.'
      : `Changes of the tables are missing (${names.join(', ')}): restart the coordinator.`,
  queueMissing: (isMissing: boolean) =>
    isMissing ? 'The queue of runs is not there: restart the coordinator.' : 'The queue is at work.',

  unknownPreset: (name: string, known: readonly string[]) =>
    `There is no preset "${name}". Known are: ${known.join(', ')}.`,
  invalidExperiment: () => 'The experiment specification cannot be carried out: see its details.',
  noRuns: () => 'The experiment has no runs: give at least one part with a simulation or theory.',
  tooManyRuns: (found: number) =>
    `The experiment has ${found} runs; at most ${LIMITS.maxRunsPerExperiment} are taken: split it.`,
  resultTooLarge: (bytes: number) =>
    `The result of a run would have ${bytes} bytes; at most ${LIMITS.maxResultBytes} can be sent: observe the risk only, or ask for fewer output times.`,
  unknownExperiment: (id: string) => `There is no experiment "${id.slice(0, 80)}": it may have been removed.`,
  nothingToPause: (state: string) => `The experiment is ${state} already: there is nothing to pause.`,
  nothingToResume: (state: string) =>
    `The experiment is ${state}, and nothing in it is paused or cancelled: "retry" tries again what has failed.`,
  nothingToRetry: () => 'Nothing in the experiment has failed: there is nothing to retry.',
  nothingToCancel: (state: string) => `The experiment is ${state} already: there is nothing to cancel.`,
  unknownNode: (id: string) =>
    `There is no node "${id.slice(0, 80)}": GET /api/nodes lists those that are here or were lately.`,
  drained: () => 'An operator has drained it.',
  nodeInQuarantine: (id: string) =>
    `Node ${id} is in quarantine: "release" it first, when what put it there is mended.`,
  nodeDrained: (id: string) => `Node ${id} is drained, not in quarantine: use "undrain".`,
  wrongBits: (runId: string) =>
    `It returned other bits than two other nodes for run ${runId}: look at its memory and its software, then release it.`,
  failsFast: (count: number, minutes: number) =>
    `Its last ${count} attempts failed at once, each with another run: it gets none for ${minutes} minutes, or until it is released.`,
  unknownRun: (id: string) => `There is no run ${id}.`,
  noResult: (state: string) => `The run is ${state}: its result is there when it has finished.`,

  digestMismatch: (found: string, needed: string) =>
    `The bytes of the result have the digest ${found}, but ${needed} was announced: they were damaged on the way; send them again.`,
  resultRefused: (reason: string) => `The result does not fit the run: ${reason}`,
  pointsRefused: (reason: string) => `The points do not fit the run: ${reason}`,
  notFinite: () => 'A risk that is no finite number was sent: end the run with "fail" instead.',
  failedAgainAndAgain: (failures: readonly { readonly node: string; readonly reason: string }[]) =>
    `The run failed ${failures.length} times and was given up; retry it when the reasons are gone: ${failures
      .map(({ node, reason }, index) => `(${index + 1}) on ${node}, ${reason}`)
      .join(' ')}`,
  tookTooLong: (seconds: number, allowed: number, fraction: number) =>
    `The attempt was abandoned after ${Math.round(seconds)} s with ${(100 * fraction).toFixed(1)} % done: the work was expected to take less than ${Math.round(allowed)} s on this node.`,
  runOutdated: (found: string, needed: string) =>
    `The run was submitted to a version that computed numerics "${found}", and this one computes "${needed}", which are other bits: submit the experiment again. What had finished by then is kept.`,
  experimentOutdated: (needed: string) =>
    `The experiment was submitted to a version with other numerics than "${needed}", which are other bits: submit it again. What has finished is kept.`,
  nodeLostTooOften: () =>
    'The run lost its node so often that it was given up: resume the experiment to try again.',
} as const;
