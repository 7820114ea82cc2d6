import type { Requirement } from './requirement.ts';

/** What a coordinator owes, in the order of docs/protocol.md. */
export const coordinatorRequirements: readonly Requirement[] = [
  {
    id: 'C-1',
    level: 'MUST',
    text: 'serve the namespaces `/nodes` and `/viewers` over WebSocket, and refuse every other namespace',
  },
  {
    id: 'C-2',
    level: 'MUST',
    text: 'refuse a socket whose `Origin` header names another origin than its own',
  },
  {
    id: 'C-3',
    level: 'MUST',
    text: 'close a connection on which a packet of more than 32 MiB comes, with WebSocket code 1009',
  },
  {
    id: 'C-4',
    level: 'MUST',
    text: 'admit nodes with the node token, and viewers with the viewer or the operator token',
  },
  {
    id: 'C-5',
    level: 'MUST',
    text: 'refuse a token that is missing, wrong or of another role, with `unauthorized`',
  },
  {
    id: 'C-6',
    level: 'MUST',
    text: 'refuse every other `protocolVersion` with `protocol-version`, whatever else the handshake holds, and say which end to upgrade',
  },
  { id: 'C-7', level: 'MUST', text: 'refuse a node of another `numericsVersion`, with `numerics-version`' },
  {
    id: 'C-8',
    level: 'MUST',
    text: 'refuse a handshake that lacks something, with `invalid-message` and `details`',
  },
  {
    id: 'C-9',
    level: 'MUST',
    text: 'end the first connection of a `nodeId` when a second one is admitted',
  },
  {
    id: 'C-10',
    level: 'MUST',
    text: 'acknowledge every event, in the form that the schema of its answer asks for',
  },
  {
    id: 'C-11',
    level: 'MUST',
    text: 'refuse unknown events, unknown fields and values of the wrong form with `invalid-message`, and keep the connection',
  },
  {
    id: 'C-12',
    level: 'MUST',
    text: 'refuse a result, a checkpoint or a batch beyond its limit with `message-too-large`, and keep the connection',
  },
  {
    id: 'C-13',
    level: 'MUST',
    text: 'acknowledge only what its database has committed',
    unobservable:
      'the coordinator would have to be killed between the two; `npm run drill` does that with ours',
  },
  { id: 'C-14', level: 'MUST', text: 'take every event twice without harm' },
  {
    id: 'C-15',
    level: 'MUST',
    text: "answer `hello` with `keep` for exactly those claimed attempts that are still the node's own, and `drop` for the others",
  },
  { id: 'C-16', level: 'MUST', text: 'put runs that a node does not claim in `hello` back into the queue' },
  { id: 'C-17', level: 'SHOULD', text: 'send `work-available` when there may be runs for a node' },
  {
    id: 'C-18',
    level: 'MUST',
    text: 'give no more runs than `capacity`, or than `most` where it is given, and not fewer than `capacity` while there are so many',
  },
  { id: 'C-19', level: 'MUST', text: 'give a run to one node at a time' },
  {
    id: 'C-20',
    level: 'MUST',
    text: 'give with each run the specification of which `runId` is the identity, and an attempt that no earlier lease had: of one `jobId` the `retryCount` rises',
  },
  {
    id: 'C-21',
    level: 'MUST',
    text: 'give with each run the last checkpoint that it has acknowledged, bit for bit, or null',
  },
  { id: 'C-22', level: 'SHOULD', text: 'give theory first within an experiment, then the longest runs' },
  {
    id: 'C-23',
    level: 'MUST',
    text: "keep what a report says, and answer `continue: true`, while the attempt is the node's",
  },
  { id: 'C-24', level: 'MUST', text: 'change nothing for a report whose number it has seen' },
  { id: 'C-25', level: 'MUST', text: 'refuse points that do not fit the run, with `result-mismatch`' },
  {
    id: 'C-26',
    level: 'MUST',
    text: 'refuse a `complete` whose bytes do not have its digest, with `digest-mismatch`, and change nothing',
  },
  {
    id: 'C-27',
    level: 'MUST',
    text: 'refuse a `complete` whose bytes are no result of this run, with `result-mismatch`, and change nothing',
  },
  { id: 'C-28', level: 'MUST', text: 'accept a right result, keep it, and hand out the same bytes' },
  { id: 'C-29', level: 'MUST', text: 'accept a repeated delivery of what it keeps again' },
  {
    id: 'C-30',
    level: 'MUST',
    text: 'put a run that failed with `retryable: true` back into the queue, and give it out again after 4 s at most the first time',
  },
  { id: 'C-31', level: 'MUST', text: 'give a run up after its third error' },
  {
    id: 'C-32',
    level: 'MUST',
    text: 'give a run up that failed with `retryable: false`, and show the reason',
  },
  { id: 'C-33', level: 'MUST', text: 'throw the checkpoint away after a `CheckpointRefusedError`' },
  {
    id: 'C-34',
    level: 'MUST',
    text: 'put a released run back into the queue at once, without counting it as an error',
  },
  { id: 'C-35', level: 'MUST', text: "show a node's load as its last `heartbeat` says" },
  {
    id: 'C-36',
    level: 'MUST',
    text: 'take a run back of which a connected node has not spoken for a minute',
    unobservable: 'it takes more than a minute of silence',
  },
  {
    id: 'C-37',
    level: 'MUST',
    text: 'send `cancel` for every attempt at a run that nobody wants any more: with `graceful: true`, or with `false` when it is to end at once',
  },
  {
    id: 'C-38',
    level: 'MUST',
    text: 'take the last report and the `release` that follow a graceful `cancel`, and not give the run out again',
  },
  {
    id: 'C-39',
    level: 'MUST',
    text: 'change nothing for what an attempt sends after it was replaced, cancelled or completed: `continue: false`, `accepted: false`',
  },
  {
    id: 'C-40',
    level: 'MUST',
    text: 'wait for a node whose connection has broken, and let it go on with what it claims in `hello`',
  },
  {
    id: 'C-41',
    level: 'MUST',
    text: 'put the runs of a node that stays away back into the queue after that time, without counting it as an error',
  },
  {
    id: 'C-42',
    level: 'MUST',
    text: 'wait for its nodes after a restart, before their runs go elsewhere',
    unobservable: 'the coordinator would have to be restarted',
  },
  {
    id: 'C-43',
    level: 'MUST',
    text: 'abandon an attempt that takes ten times as long as expected, and count it as an error',
    unobservable: 'it takes two minutes at least',
  },
  {
    id: 'C-44',
    level: 'MUST',
    text: 'answer `watch` with all experiments, and with the detail of the one that is asked for',
  },
  {
    id: 'C-45',
    level: 'MUST',
    text: 'refuse to watch an experiment that is not there, with `unknown-experiment`',
  },
  { id: 'C-46', level: 'MUST', text: 'send runs and points of the experiment of the latest `watch` only' },
  { id: 'C-47', level: 'MUST', text: 'number the frames of a connection from 1 on, without gaps' },
  { id: 'C-48', level: 'MUST', text: 'send a frame only after the last one was acknowledged' },
  { id: 'C-49', level: 'MUST', text: 'send at most four frames a second' },
  {
    id: 'C-50',
    level: 'MUST',
    text: 'tell a viewer that was slow the newest state in the next frame, not a backlog',
  },
  {
    id: 'C-51',
    level: 'MUST',
    text: 'send a large experiment in pages of 500 runs at most, and say in `runsToFollow` how many are still to come',
  },
  {
    id: 'C-52',
    level: 'MUST',
    text: 'send the `specification` of a run that the viewer does not have yet, and leave it out otherwise',
  },
  { id: 'C-53', level: 'MUST', text: 'name experiments that are gone in `removed`' },
  {
    id: 'C-54',
    level: 'MUST',
    text: 'refuse `control` of a viewer with `forbidden`, and carry out that of an operator',
  },
  { id: 'C-55', level: 'MUST', text: 'disconnect a viewer that does not acknowledge a frame for 30 s' },
];
