import type { ExperimentSummary } from '@crossover/protocol';

/** Every longer message of the command line: what was found, what was needed, what to do. */

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

export const notANumber = (): string => 'A number is needed, such as 0.5 or 1e-3.';

export const notAPositiveInteger = (): string => 'A positive integer is needed.';

export const notAPositiveNumber = (): string => 'A number above 0 is needed.';
export const notAFraction = (): string => 'Numbers from 0 on and below 1 are needed.';

export const negativeNumber = (): string => 'A number from 0 on is needed.';

export const notANaturalNumber = (): string => 'An integer from 0 on is needed.';

export const notAPort = (): string => 'A port from 0 to 65535 is needed; 0 lets the system choose.';

export const notAList = (): string => 'Numbers separated by commas are needed, such as 0,1,10.';

export const bytesForTerminal = (format: string): string =>
  `--format ${format} is bytes, which a terminal cannot show: give --out FILE, or send them on with > FILE.`;

export const notAUrl = (): string => 'A URL is needed, such as http://127.0.0.1:4280.';

export const oneOfTimes = (found: 'neither' | 'both'): string =>
  `Found ${found} of --t-max and --times, but exactly one is needed: --t-max 100 for log-spaced times, or --times 0,1,10.`;

export const lastTimeNotPositive = (found: number): string =>
  `--t-max: found ${found}, but a positive time is needed.`;

export const unknownStart = (found: string, reason: string): string =>
  `--initial: found "${found}", but teacher-span, sphere, gaussian, symmetric or the path of a JSON file {"Q", "M", "P"} is needed (${reason}).`;

export const unreadableStart = (path: string, reason: string): string =>
  `--initial: ${path} is not a JSON file of the form {"Q": [[…]], "M": [[…]], "P": [[…]]}: ${reason}`;

export const unknownParticles = (found: string, reason: string): string =>
  `--initial: found "${found}", but sphere-in-span, gaussian or the path of a JSON file {"M", "outOfSpan", "P"} is needed (${reason}).`;

export const unreadableParticles = (path: string, reason: string): string =>
  `--initial: ${path} is not a JSON file of the form {"M": [[…]], "outOfSpan": […], "P": [[…]]}: ${reason}`;

export const particlesInFile = (path: string, found: number, asked: number): string =>
  `--initial: ${path} holds ${plural(found, 'particle')}, but --particles is ${asked}: leave --particles out.`;

export const widthsOfExplicitStart = (): string =>
  '--compare draws networks of other widths from the law of the start, which the file of --initial does not say: use sphere-in-span or gaussian, or leave --compare out.';

export const numbersInFile = (option: string, found: number, needed: number): string =>
  `${option}: found ${plural(found, 'number')}, but ${needed} ${needed === 1 ? 'is' : 'are'} needed, one for each unit of the teacher.`;

export const optionNeeds = (option: string, other: string): string =>
  `${option} says something about ${other}: give ${other} as well, or leave ${option} out.`;

export const unreadableFile = (option: string, path: string, needed: string, reason: string): string =>
  `${option}: ${path} does not hold what is needed, ${needed}: ${reason}`;

export const inputColumns = (path: string, found: number, needed: number): string =>
  `--inputs: the rows of ${path} have ${found} numbers, but --d is ${needed}: give --d ${found}, or another file.`;

export const inputsAndSpectrum = (): string =>
  'Found both --inputs and --spectrum, but inputs come from one place: leave one of them out.';

export const passesWithoutInputs = (): string =>
  '--passes says how often the rows of --inputs may be used: give --inputs, or leave it out.';

export const fluctuationsWithoutDimension = (): string =>
  '--fluctuations needs --d, and equations in which it occurs (--equations finite or exact): how far replicas scatter depends ' +
  'on the input dimension.';

export const timesOfStationary = (): string =>
  '--stationary and --stability are about no time: leave --t-max and --times out.';

export const csvOfStationary = (): string =>
  '--format csv is for curves: with --stationary and --stability take json or table.';

export const teacherOfExplicitStart = (): string =>
  '--teacher: the file of --initial holds its own P: leave one of them out.';

export const numbersOrExponents = (found: 'both' | 'neither' | 'a part'): string =>
  `Found ${found} of what says width and learning rate, but one of two is needed whole: --p and --gamma, or --p0, --kappa, --gamma0 and --delta.`;

export const startOfRegime = (found: string): string =>
  `--initial: found "${found}", but teacher-span, sphere or the path of a JSON file {"Q", "M", "P"} is needed.`;

export const overlapsOfOtherShape = (path: string, name: string, rows: number, columns: number): string =>
  `--initial: ${name} in ${path} must have ${rows} rows of ${plural(columns, 'number')}.`;

export const unknownExperiment = (found: string, presets: readonly string[], reason: string): string =>
  `Found "${found}", which is neither a preset (${presets.join(', ')}) nor a readable experiment file (${reason}).`;

export const noExperiment = (presets: readonly string[]): string =>
  `Nothing says which experiment: name a preset (${presets.join(', ')}), a YAML or JSON file, or give its parameters as options.`;

export const quickOfNothing = (): string =>
  '--quick is a profile of presets: name one, or leave --quick out.';

export const notEquations = (known: readonly string[]): string =>
  `Equations separated by commas are needed, of ${known.join(', ')}; or none.`;

export const quickOfFile = (path: string): string =>
  `--quick is a profile of presets, but ${path} is a file: leave it out, or change sizes with --d, --replicas and --t-max.`;

export const unknownPreset = (found: string, presets: readonly string[]): string =>
  `There is no preset "${found}". There are ${presets.join(', ')}.`;

export const noNodes = (url: string): string =>
  `No node is connected to the coordinator at ${url}, so that nothing says how long it would take: join one, or plan for this machine without --coordinator.`;

export const tokenMissing = (): string =>
  'A token is needed: give --token-file or --token, or set CROSSOVER_TOKEN_FILE or CROSSOVER_TOKEN. The coordinator prints its tokens when it starts; "crossover token list" shows them.';

export const tokenAndFile = (): string =>
  'Found both --token and --token-file, but one token is needed: leave one of them out.';

const oneToken = 'one line with one token is needed, as "crossover token list" shows it';

export const tokenFileUnusable = (file: string, found: string): string =>
  `--token-file: found ${found} in ${file}, but ${oneToken}. (tokens.json, of the coordinator, holds the tokens of all roles: copy one of them.)`;

export const tokenFileUnreadable = (file: string, reason: string): string =>
  `--token-file: ${file} cannot be read (${reason}), but ${oneToken}.`;

export const tokenFileReadableByOthers = (file: string, mode: number): string =>
  `--token-file: ${file} has the mode ${mode.toString(8).padStart(4, '0')}, and whoever reads it can use the token: run "chmod 600 ${file}", and have the token replaced ("crossover token rotate") if somebody may have read it.`;

export const localAndCoordinator = (): string =>
  'Found both --local and --coordinator, but a run happens in one place: leave one of them out.';

export const optionNeedsLocal = (option: string): string =>
  `${option} concerns runs on this machine: leave it out together with --coordinator.`;

export const unreachable = (
  url: string,
  { reason, advice }: { readonly reason: string; readonly advice: string },
): string =>
  `Cannot reach a coordinator at ${url} (${reason}). ${advice === '' ? 'Is it running, and is the address right?' : advice}`;

export const notACoordinator = (url: string, found: string): string =>
  `What answers at ${url} is no Crossover coordinator: found ${found}, but its JSON is needed. Take the address and the port that the coordinator printed when it started.`;

export const otherAnswer = (url: string, reason: string): string =>
  `What answers at ${url} is no Crossover coordinator of this version: install the same version of Crossover here and there. Its answer has another form:\n${reason}`;

export const requestRefused = (url: string, code: string, reason: string): string =>
  `The coordinator at ${url} refused the request (${code}): ${reason}`;

export const connectionRefused = (url: string, code: string, reason: string): string =>
  `The coordinator at ${url} refused the connection (${code}): ${reason}`;

export const experimentRemoved = (id: string): string =>
  `The experiment ${id} was removed from the coordinator.`;

export const nothingToRemove = (wanted: string): string =>
  `There is no experiment "${wanted}": nothing had to be removed.`;

export const noSuchNode = (wanted: string, known: readonly string[]): string =>
  `There is no node "${wanted}". ${known.length === 0 ? 'None has joined lately.' : `Known: ${known.join(', ')}.`}`;

export const severalNodes = (wanted: string, ids: readonly string[]): string =>
  `Several nodes are called "${wanted}": say which by its id, ${ids.join(' or ')}.`;

export const notAShare = (): string => 'A number from 0 to 1 is needed.';

export const optionNeedsCoordinator = (option: string): string =>
  `${option} concerns runs on the nodes of a coordinator: give --coordinator as well, or leave it out.`;

export const noSuchExperiment = (wanted: string, known: readonly string[]): string =>
  `There is no experiment "${wanted}". ${known.length === 0 ? 'The store is empty.' : `Known: ${known.join(', ')}.`}`;

export const noDataFolder = (folder: string): string =>
  `There is no laboratory in ${folder}. Name its folder with --data, or a coordinator with --coordinator URL --token T.`;

export const portTaken = (port: number): string =>
  `Port ${port} is taken: choose another with --port, or leave --port out to take the next free one.`;

export const otherPort = (wanted: number, found: number): string =>
  `Port ${wanted} is taken; using ${found}.`;

export const alreadyRunning = (reason: string, url: string): string => `${reason} It serves at ${url}.`;

export const noFreePort = (first: number, last: number): string =>
  `All ports from ${first} to ${last} are taken: choose one with --port.`;

export const dashboardMissing = (): string =>
  'The dashboard is not built, so there is no page to show: run "npm run setup" in the repository.';

export const reusedRuns = (reused: number, total: number, folder: string): string =>
  `${reused} of ${plural(total, 'run')} are already in ${folder}.`;

export const checkpointNotWritten = (reason: string): string =>
  `A checkpoint could not be written (${reason}); should the command be interrupted, that run starts anew.`;

export const runsFailed = (failed: readonly { readonly id: string; readonly message: string }[]): string =>
  `${plural(failed.length, 'run')} failed:\n${failed.map(({ id, message }) => `  ${id.slice(0, 8)}: ${message}`).join('\n')}`;

export const unwritableFile = (option: string, path: string, reason: string): string =>
  `${option}: ${path} cannot be written (${reason}).`;

export const notAnExperimentFolder = (path: string, reason: string): string =>
  `${path} is not a folder that "crossover run" has written (${reason}).`;

export const figureDrawn = (file: string): string => `Drawn: ${file}`;

export const figuresFailed = (
  failed: readonly { readonly name: string; readonly message: string }[],
  folder: string,
): string =>
  `${plural(failed.length, 'figure')} could not be drawn; the data are in ${folder}:\n${failed.map(({ name, message }) => `  ${name}: ${message}`).join('\n')}`;

export const verificationsWait = (runs: number): string =>
  `${runs === 1 ? '1 run is' : `${runs} runs are`} still to be verified by another node than computed ${runs === 1 ? 'it' : 'them'}: "crossover nodes" lists those that are here.`;

export const experimentEnded = (name: string, state: string, failed: number): string =>
  `Experiment ${name} ended ${state}${failed > 0 ? ` (${plural(failed, 'run')} failed)` : ''}: its page in the dashboard says why.`;

export const stopping = (): string => 'Stopping … (Ctrl-C again to end at once)';

export const submitted = (id: string, created: number, reused: number): string =>
  `Submitted as ${id}: ${plural(created, 'new run')}, ${reused} already known.`;

export const goesOn = (id: string): string => `The experiment ${id} goes on at the coordinator.`;

export const labReady = (address: string): string => `The laboratory is open at ${address}`;

export const demonstrationSubmitted = (title: string, runs: number): string =>
  `Submitted the demonstration "${title}": ${plural(runs, 'run')}.`;

export const labExperimentEnded = ({ name, state, runs }: ExperimentSummary): string =>
  `Experiment ${name} ${state}: ${runs.finished} of ${plural(runs.total, 'run')} finished${runs.failed > 0 ? `, ${runs.failed} failed` : ''}.`;

export const serving = (addresses: {
  readonly dashboard: string;
  readonly readOnly: string;
  readonly join: string;
}): string =>
  [
    `Dashboard:            ${addresses.dashboard}`,
    `Dashboard, read only: ${addresses.readOnly}`,
    'Add the threads of a machine with:',
    `  ${addresses.join}`,
  ].join('\n');

export const noTokens = (file: string): string =>
  `There are no tokens in ${file}: name the data folder with --data, or the file with --tokens.`;

export const tokens = (
  current: Readonly<Record<'viewer' | 'operator' | 'node', string>>,
  former: readonly { readonly role: string; readonly token: string; readonly until: number }[],
): string =>
  [
    `viewer    ${current.viewer}   reads`,
    `operator  ${current.operator}   reads, submits, controls`,
    `node      ${current.node}   computes`,
    ...former.map(
      ({ role, token, until }) =>
        `${role.padEnd(8)}  ${token}   former, taken until ${new Date(until).toISOString()}`,
    ),
    '',
  ].join('\n');

export const rotated = (minutes: number): string =>
  minutes === 0
    ? 'A running coordinator takes them up within seconds; connections with the former ones end then.'
    : `A running coordinator takes them up within seconds; the former ones, and connections with them, end in ${minutes} minutes.`;

export const plainNetwork = (host: string): string =>
  `WARNING: this coordinator listens on ${host} without TLS. Everybody on the way can read its tokens, and with them use it. Give --tls-certificate and --tls-key, or leave --host out and use an ssh tunnel or a TLS proxy (docs/security.md).`;

export const nodeLeft = (runs: number): string =>
  `Left the coordinator; ${plural(runs, 'run')} finished here.`;

export const fileExists = (file: string): string =>
  `${file} is there already, and nothing is overwritten: choose another name, or move it away.`;

export const noSuchFile = (file: string): string => `There is no file ${file}.`;

export const backedUp = (file: string, bytes: number): string =>
  `Backed up to ${file}: ${(bytes / 1e6).toFixed(1)} MB, read again and whole.`;

export const restored = (
  folder: string,
  {
    createdAt,
    experiments,
    runs,
    results,
  }: { createdAt: string; experiments: number; runs: number; results: number },
): string =>
  `Restored to ${folder} what was backed up at ${createdAt}: ${plural(experiments, 'experiment')}, ${plural(runs, 'run')}, ${plural(results, 'result')}, each of which is what its digest says.`;

export const threeTokens = (missing: readonly string[]): string =>
  `A token of each role is needed, and there is none for ${missing.join(', ')}: give --tokens, or --viewer-token, --operator-token and --node-token.`;

export const commandOrWait = (): string =>
  'Either a command that starts the node is needed, behind --, or --wait for one that is started by hand.';

export const joinSuite = (url: string, token: string): string =>
  `Start the node now: it is to join ${url} with the token ${token}, and to stay until the report is there.`;

export const notARequirement = (): string =>
  'Numbers of obligations as docs/protocol.md has them are needed, separated by commas, such as C-26 or N-9,N-17.';

export const doesNotConform = (subject: string): string =>
  `this ${subject} does not keep the protocol: the report says where.`;
