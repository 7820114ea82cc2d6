import type { Requirement } from './requirement.ts';

/** What a compute node owes, in the order of docs/protocol.md. */
export const nodeRequirements: readonly Requirement[] = [
  {
    id: 'N-1',
    level: 'MUST',
    text: 'connect to the namespace `/nodes` by WebSocket, from the first request on',
  },
  { id: 'N-2', level: 'MUST', text: 'put its token into no address' },
  { id: 'N-3', level: 'MUST', text: 'send the `auth` of the table, with its own versions' },
  { id: 'N-4', level: 'MUST', text: 'keep its `nodeId` across reconnections' },
  {
    id: 'N-5',
    level: 'MUST',
    text: 'not come back to an address that has refused it for what only a person can change, or with pauses of a second at least',
  },
  { id: 'N-6', level: 'MUST', text: 'show the message of such a refusal to its person' },
  { id: 'N-7', level: 'MUST', text: 'send only what the schemas allow, within the limits' },
  { id: 'N-8', level: 'MUST', text: 'acknowledge `work-available` and `cancel`' },
  {
    id: 'N-9',
    level: 'MUST',
    text: 'send again, word for word and with the same number, what was not acknowledged',
  },
  {
    id: 'N-10',
    level: 'MUST',
    text: 'send again what was refused with `internal`, `unavailable`, `shutting-down` or `rate-limited`',
  },
  {
    id: 'N-11',
    level: 'MUST',
    text: 'go on after events, fields and answers that it does not understand',
  },
  {
    id: 'N-12',
    level: 'MUST',
    text: 'send `hello` first after every connection, with every attempt that it still has',
  },
  {
    id: 'N-13',
    level: 'MUST',
    text: 'stop the runs that the answer to `hello` does not keep, and say no more about them',
  },
  {
    id: 'N-14',
    level: 'MUST',
    text: 'send `heartbeat` every 2 s, with every run that it has, computing or waiting',
  },
  { id: 'N-15', level: 'SHOULD', text: 'ask for runs when `work-available` comes' },
  { id: 'N-16', level: 'MUST', text: 'ask for runs every 15 s at least while it is idle, hint or no hint' },
  {
    id: 'N-17',
    level: 'MUST',
    text: 'go on computing without a connection, reconnect for ever, and deliver then what it has found',
  },
  {
    id: 'N-18',
    level: 'MUST',
    text: 'go on at a coordinator that was named when its own is gone, and claim its leases there',
  },
  {
    id: 'N-19',
    level: 'MUST',
    text: "not be led from https to http, nor from another machine's address to a loopback address",
    unobservable: 'it needs a certificate that the node trusts, and a second machine',
  },
  {
    id: 'N-20',
    level: 'SHOULD',
    text: 'hand its runs back with `release` when it is stopped, after a last report with a checkpoint',
  },
  { id: 'N-21', level: 'MUST', text: 'number the reports of an attempt from 1 on, without gaps' },
  {
    id: 'N-22',
    level: 'MUST',
    text: 'report points without gaps, with the bits that the run has at these times',
  },
  { id: 'N-23', level: 'SHOULD', text: 'report a run every 0.5 s at most' },
  { id: 'N-24', level: 'SHOULD', text: 'send a checkpoint with a report about every 2 s' },
  { id: 'N-25', level: 'MUST', text: 'send only checkpoints from which the run goes on to the same bits' },
  {
    id: 'N-26',
    level: 'MUST',
    text: 'go on from the checkpoint of an assignment, to the same bits',
  },
  {
    id: 'N-27',
    level: 'MUST',
    text: 'start anew, or fail with `CheckpointRefusedError`, when the checkpoint is no checkpoint of the run',
  },
  {
    id: 'N-28',
    level: 'MUST',
    text: 'complete a run with the bytes that its specification determines, and their SHA-256 as `digest`',
  },
  { id: 'N-29', level: 'MUST', text: 'stop a run after `continue: false`, and say no more about it' },
  {
    id: 'N-30',
    level: 'MUST',
    text: 'stop and forget the attempt that `cancel` names, and no other',
  },
  {
    id: 'N-31',
    level: 'MUST',
    text: 'send a last report with a checkpoint and then `release` after a graceful `cancel`',
  },
  {
    id: 'N-32',
    level: 'MUST',
    text: 'let a later attempt at a run take the place of the earlier one, and say no more about that',
  },
  { id: 'N-33', level: 'MUST', text: 'take a repeated assignment without harm' },
  {
    id: 'N-34',
    level: 'MUST',
    text: 'answer a specification that is none, or not the one that `runId` names, with `fail` and `retryable: false`',
  },
  { id: 'N-35', level: 'MUST', text: 'answer a run that diverges with `fail` and `retryable: false`' },
];
