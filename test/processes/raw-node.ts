import { NUMERICS_VERSION } from '@crossover/experiments';
import { NAMESPACES, PROTOCOL_VERSION, type Assignment } from '@crossover/protocol';
import { io, type Socket } from 'socket.io-client';

type LeaseAnswer = { ok: true; assignments: Assignment[] } | { ok: false; error: { message: string } };

/** A compute node reduced to its end of the wire, to see what a coordinator hands out. */
export class RawNode {
  readonly socket: Socket;

  constructor(url: string, token: string, nodeId: string) {
    this.socket = io(`${url}${NAMESPACES.nodes}`, {
      transports: ['websocket'],
      auth: {
        token,
        protocolVersion: PROTOCOL_VERSION,
        nodeId,
        name: nodeId,
        threads: 1,
        softwareVersion: '0.0.0-test',
        numericsVersion: NUMERICS_VERSION,
      },
    });
  }

  async hello(): Promise<void> {
    await this.socket.emitWithAck('hello', { leases: [] });
  }

  async lease(capacity: number): Promise<Assignment[]> {
    const answer = (await this.socket.emitWithAck('lease', { capacity })) as LeaseAnswer;
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.assignments;
  }

  close(): void {
    this.socket.disconnect();
  }
}
