import { randomUUID } from 'node:crypto';
import { NUMERICS_VERSION } from '@crossover/experiments';
import {
  coordinatorToNodeEvents,
  NAMESPACES,
  nodeEvents,
  PROTOCOL_VERSION,
  type Assignment,
  type CancelMessage,
  type Lease,
  type NodeHandshake,
} from '@crossover/protocol';
import type { Socket } from 'socket.io-client';
import { RuleBrokenError } from '../../errors.ts';
import { describeValue } from '../../report/describe-value.ts';
import type { RequirementId } from '../../requirements/index.ts';
import { until } from '../../until.ts';
import type { CoordinatorUnderTest } from '../options.ts';
import { ask, emit, good, type Good } from './ask.ts';
import { connectRaw, type ConnectionEnd } from './raw-connection.ts';

type Table = typeof nodeEvents;
type Name = keyof Table;

/** The handshake of a node that is in order. */
export function nodeAuth(token: string, nodeId = `conformance-${randomUUID()}`): NodeHandshake {
  return {
    token,
    protocolVersion: PROTOCOL_VERSION,
    nodeId,
    name: 'conformance',
    threads: 2,
    softwareVersion: 'conformance',
    numericsVersion: NUMERICS_VERSION,
  };
}

/** A compute node whose every message a check decides. */
export class NodePeer {
  readonly id: string;
  readonly socket: Socket;
  readonly cancels: CancelMessage[] = [];
  nudges = 0;
  readonly #end: () => ConnectionEnd | undefined;
  readonly #milliseconds: number;

  private constructor(
    id: string,
    socket: Socket,
    end: () => ConnectionEnd | undefined,
    milliseconds: number,
  ) {
    this.id = id;
    this.socket = socket;
    this.#end = end;
    this.#milliseconds = milliseconds;
    socket.on('work-available', (_message: unknown, acknowledge: (answer: object) => void) => {
      this.nudges += 1;
      acknowledge({ ok: true });
    });
    socket.on('cancel', (message: unknown, acknowledge: (answer: object) => void) => {
      this.cancels.push(coordinatorToNodeEvents.cancel.message.parse(message));
      acknowledge({ ok: true });
    });
  }

  /** @throws {RuleBrokenError} C-4, when it is not admitted */
  static async connect(
    { url, nodeToken, patienceMilliseconds }: CoordinatorUnderTest,
    nodeId?: string,
  ): Promise<NodePeer> {
    const auth = nodeAuth(nodeToken, nodeId);
    const attempted = await connectRaw(url, NAMESPACES.nodes, auth, { milliseconds: patienceMilliseconds });
    if (attempted.socket === undefined) {
      const found = describeValue(attempted.refusal ?? attempted.reason);
      throw new RuleBrokenError('C-4', 'a node with the node token is admitted', found);
    }
    return new NodePeer(auth.nodeId, attempted.socket, attempted.end, patienceMilliseconds);
  }

  /** The answer to an event, good or bad. */
  ask<Event extends Name>(event: Event, message: unknown) {
    return ask(this.socket, nodeEvents, event, message, this.#milliseconds);
  }

  /** Whatever comes back for an event of any name. */
  emit(event: string, message: unknown): Promise<unknown> {
    return emit(this.socket, event, message, this.#milliseconds);
  }

  /** The good answer to an event that is in order; a refusal breaks the given rule. */
  async tell<Event extends Name>(
    requirement: RequirementId,
    event: Event,
    message: unknown,
  ): Promise<Good<Table, Event>> {
    const answer = (await this.ask(event, message)) as { ok: boolean };
    return good(answer, requirement, `"${event}" that is in order is answered with ok: true`);
  }

  /** Says hello with these leases. */
  async hello(leases: readonly Lease[] = []) {
    return this.tell('C-15', 'hello', { leases });
  }

  /** Leases runs until it has so many of them, or nothing more comes for the given time. */
  async lease(count: number, milliseconds = this.#milliseconds): Promise<Assignment[]> {
    const assignments: Assignment[] = [];
    await until(async () => {
      const capacity = count - assignments.length;
      assignments.push(...(await this.tell('C-18', 'lease', { capacity })).assignments);
      return assignments.length >= count;
    }, milliseconds);
    return assignments;
  }

  /** How the connection ended, once it has. */
  async ended(milliseconds = this.#milliseconds): Promise<ConnectionEnd | undefined> {
    return until(this.#end, milliseconds);
  }

  close(): void {
    this.socket.close();
  }
}
