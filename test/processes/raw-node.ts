import { NUMERICS_VERSION } from '@crossover/experiments';
import { NAMESPACES, PROTOCOL_VERSION, TIMINGS, type Assignment } from '@crossover/protocol';
import { io, type Socket } from 'socket.io-client';

type LeaseAnswer = { ok: true; assignments: Assignment[] } | { ok: false; error: { message: string } };

/**
 * A compute node reduced to its end of the wire, to see what a coordinator hands out. It keeps itself heard, and
 * computes nothing.
 */
export class RawNode {
  readonly socket: Socket;
  readonly #leased = new Set<string>();
  readonly #heartbeat: NodeJS.Timeout;

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
    this.#heartbeat = setInterval(() => this.#beat(), TIMINGS.heartbeatMilliseconds);
  }

  async hello(): Promise<void> {
    await this.socket.emitWithAck('hello', { leases: [] });
  }

  async lease(capacity: number): Promise<Assignment[]> {
    const answer = (await this.socket.emitWithAck('lease', { capacity })) as LeaseAnswer;
    if (!answer.ok) throw new Error(answer.error.message);
    for (const { runId } of answer.assignments) this.#leased.add(runId);
    return answer.assignments;
  }

  close(): void {
    clearInterval(this.#heartbeat);
    this.socket.disconnect();
  }

  #beat(): void {
    const runs = [...this.#leased].map((runId) => ({ runId, fraction: 0 }));
    if (this.socket.connected) {
      this.socket.emit('heartbeat', { busyThreads: 0, threads: 1, stepsPerSecond: 0, runs });
    }
  }
}
