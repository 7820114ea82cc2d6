import { NAMESPACES, PROTOCOL_VERSION } from '@crossover/protocol';
import type { Judge } from '../../judge.ts';
import type { RequirementId } from '../../requirements/index.ts';
import { nodeAuth } from '../peers/node-peer.ts';
import { connectRaw } from '../peers/raw-connection.ts';
import type { CoordinatorStage } from '../stage.ts';
import type { CoordinatorCheck } from './coordinator-check.ts';

/** Expects that a handshake is refused with a code; gives the message that came with it. */
async function expectRefusal(
  { coordinator }: CoordinatorStage,
  judge: Judge,
  { id, namespace, auth, code }: { id: RequirementId; namespace: string; auth: object; code: string },
) {
  const attempted = await connectRaw(coordinator.url, namespace, auth, {
    milliseconds: coordinator.patienceMilliseconds,
  });
  attempted.socket?.close();
  const refusal = attempted.socket === undefined ? attempted.refusal : undefined;
  const found = attempted.socket === undefined ? (attempted.refusal ?? attempted.reason) : 'it was admitted';
  const holds = refusal?.code === code && refusal.message !== '';
  judge.expect(id, holds, `the connection is refused with ${code} and a message`, found);
  return refusal;
}

export const tokens: CoordinatorCheck = {
  name: 'it admits whoever has the right token, and nobody else',
  shows: ['C-4', 'C-5'],
  async play(stage, judge) {
    const { nodeToken, viewerToken, operatorToken } = stage.coordinator;
    await stage.node();
    await stage.viewer('viewer');
    await stage.viewer('operator');
    judge.expect('C-4', true, 'three are admitted', 'they were');
    const rest = { protocolVersion: PROTOCOL_VERSION };
    for (const [namespace, auth] of [
      [NAMESPACES.nodes, { ...nodeAuth(nodeToken), token: undefined }],
      [NAMESPACES.nodes, nodeAuth('a token that is none')],
      [NAMESPACES.nodes, nodeAuth(operatorToken)],
      [NAMESPACES.nodes, nodeAuth(viewerToken)],
      [NAMESPACES.viewers, rest],
      [NAMESPACES.viewers, { ...rest, token: 'a token that is none' }],
      [NAMESPACES.viewers, { ...rest, token: nodeToken }],
    ] as const) {
      await expectRefusal(stage, judge, { id: 'C-5', namespace, auth, code: 'unauthorized' });
    }
  },
};

export const versions: CoordinatorCheck = {
  name: 'it refuses other versions, and says which end is to be upgraded',
  shows: ['C-6', 'C-7'],
  async play(stage, judge) {
    const { nodeToken, viewerToken } = stage.coordinator;
    const [older, newer] = [PROTOCOL_VERSION - 1, PROTOCOL_VERSION + 1];
    for (const [namespace, token] of [
      [NAMESPACES.nodes, nodeToken],
      [NAMESPACES.viewers, viewerToken],
    ] as const) {
      const refuse = (protocolVersion: number, more: object = {}) =>
        expectRefusal(stage, judge, {
          id: 'C-6',
          namespace,
          auth: { token, protocolVersion, ...more },
          code: 'protocol-version',
        });
      const toOlder = await refuse(older);
      const toNewer = await refuse(newer, { fieldOfTheFuture: { deep: [1] } });
      judge.expect(
        'C-6',
        toOlder?.message !== toNewer?.message,
        'an older and a newer end are told different things',
        toOlder?.message,
      );
    }
    const auth = { ...nodeAuth(nodeToken), numericsVersion: 'of another time' };
    await expectRefusal(stage, judge, {
      id: 'C-7',
      namespace: NAMESPACES.nodes,
      auth,
      code: 'numerics-version',
    });
  },
};

export const handshakes: CoordinatorCheck = {
  name: 'it refuses a handshake that lacks something',
  shows: ['C-8'],
  async play(stage, judge) {
    const { nodeToken, viewerToken } = stage.coordinator;
    const node = nodeAuth(nodeToken);
    for (const [namespace, auth] of [
      [NAMESPACES.nodes, { ...node, threads: 'many' }],
      [NAMESPACES.nodes, { ...node, nodeId: undefined }],
      [NAMESPACES.nodes, { ...node, nodeId: 'with a space' }],
      [NAMESPACES.nodes, { ...node, protocolVersion: undefined }],
      [NAMESPACES.viewers, { token: viewerToken }],
    ] as const) {
      const refusal = await expectRefusal(stage, judge, {
        id: 'C-8',
        namespace,
        auth,
        code: 'invalid-message',
      });
      judge.expect(
        'C-8',
        (refusal?.details?.length ?? 0) > 0,
        'details say what is wrong',
        refusal ?? 'no refusal',
      );
    }
  },
};

export const secondConnection: CoordinatorCheck = {
  name: 'it ends the first connection of a node when there is a second',
  shows: ['C-9'],
  async play(stage, judge) {
    const first = await stage.node();
    const second = await stage.connectNode(first.id);
    await second.hello();
    judge.expect('C-9', (await first.ended()) !== undefined, 'the first connection ends', 'it goes on');
    judge.expect('C-9', second.socket.connected, 'the second connection goes on', 'it ended');
  },
};
