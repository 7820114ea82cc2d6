import { LIMITS, NAMESPACES, PROTOCOL_VERSION } from '@crossover/protocol';
import { connectRaw } from '../peers/raw-connection.ts';
import { nodeAuth } from '../peers/node-peer.ts';
import type { CoordinatorCheck } from './coordinator-check.ts';

export const namespaces: CoordinatorCheck = {
  name: 'it serves two namespaces, to its own pages and to programs',
  shows: ['C-1', 'C-2'],
  async play({ coordinator }, judge) {
    const { url, nodeToken, viewerToken, patienceMilliseconds: milliseconds } = coordinator;
    const tokens = { token: nodeToken, protocolVersion: PROTOCOL_VERSION };
    for (const namespace of ['/', '/nobody']) {
      const { socket } = await connectRaw(url, namespace, tokens, { milliseconds });
      judge.expect('C-1', socket === undefined, `the namespace ${namespace} is refused`, 'it was opened');
      socket?.close();
    }
    const viewing = { token: viewerToken, protocolVersion: PROTOCOL_VERSION };
    for (const [namespace, auth] of [
      [NAMESPACES.nodes, nodeAuth(nodeToken)],
      [NAMESPACES.viewers, viewing],
    ] as const) {
      const attempted = await connectRaw(url, namespace, auth, { milliseconds });
      judge.expect('C-1', attempted.socket !== undefined, `${namespace} is served`, attempted);
      attempted.socket?.close();
      const headers = { origin: 'http://elsewhere.example' };
      const { socket } = await connectRaw(url, namespace, auth, { milliseconds, headers });
      judge.expect(
        'C-2',
        socket === undefined,
        `a page of http://elsewhere.example cannot open ${namespace}`,
        'it was opened',
      );
      socket?.close();
    }
  },
};

export const largestPacket: CoordinatorCheck = {
  name: 'it closes a connection on which a packet is too large',
  shows: ['C-3'],
  async play(stage, judge) {
    const node = await stage.node();
    node.socket.emit('report', { checkpoint: new Uint8Array(LIMITS.maxMessageBytes + 1) });
    const end = await node.ended();
    judge.expect('C-3', end?.code === 1009, 'the connection ends with code 1009', end ?? 'it goes on');
  },
};
