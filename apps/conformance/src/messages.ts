/** Every message of this package that a person may read: what was found, what was needed, what to do. */
export const messages = {
  ruleBroken: (requirement: string, needed: string, found: string) =>
    `${requirement} was not kept: needed ${needed}; found ${found}.`,
  unknownRequirement: (id: string) =>
    `No check shows "${id.slice(0, 40)}": docs/protocol.md lists the numbers, and some cannot be observed.`,
  takesLong: (howLong: string) => `it takes ${howLong}: ask for a thorough check`,
  endedBefore: (name: string) => `"${name}" came to an end before`,
  stageClosed: () => 'the suite has been ended',
  toItsEnd: (name: string) => `"${name}" goes to its end`,
  notAnswered: (milliseconds: number) => `no answer within ${milliseconds} ms`,
  unreachable: (url: string, reason: string) =>
    `No coordinator answers at ${url} (${reason}): start it, and give its address with the port.`,
  requestRefused: (method: string, path: string, status: number, body: string) =>
    `${method} ${path} was answered with status ${status}: ${body.slice(0, 400)}`,
  otherWork: (experiments: readonly string[]) =>
    `The coordinator has work of its own (${experiments.slice(0, 5).join(', ')}), and the runs of the suite would get mixed up with it: check one that is idle, or pause these experiments.`,
  otherNodes: (names: readonly string[]) =>
    `Compute nodes are connected (${names.slice(0, 5).join(', ')}), and would take the runs of the suite: check a coordinator without nodes, or drain them first.`,
  foreignRun: (runId: string) =>
    `The coordinator gave out run ${runId}, which is none of this suite: let nobody else submit experiments meanwhile.`,
  hasEnded: () => 'it ended before it connected',
  tooLate: (milliseconds: number) => `nothing came within ${milliseconds} ms`,
  nodeNeverCame: (reason: string, output: string) =>
    `No node joined (${reason}): the command must join the coordinator whose address and token it gets.${output === '' ? '' : ` It said: ${output.slice(-1000)}`}`,
  cannotStop: () => 'nobody here can stop this node',
  cannotRead: () => 'nobody here can read what this node shows its person',
  tooFast: () => 'the runs were finished before the node reported any of them',
  noCheckpoint: () => 'no checkpoint came before the run was over',
  onlyHeard: (events: readonly string[], milliseconds: number) =>
    `nothing of it within ${milliseconds} ms, only ${events.slice(-20).join(', ')}`,
  commandMissing: () => 'No command was given: name the program that starts the node, and its arguments.',
  commandFailed: (command: string, reason: string) =>
    `"${command}" could not be started (${reason}): give a program that starts a node.`,
} as const;
