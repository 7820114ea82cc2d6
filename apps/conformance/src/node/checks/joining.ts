import { NUMERICS_VERSION } from '@crossover/experiments';
import { nodeHandshakeSchema, PROTOCOL_VERSION } from '@crossover/protocol';
import { endlessRun, offered } from '../runs.ts';
import type { NodeCheck } from './node-check.ts';

export const joining: NodeCheck = {
  name: 'it joins, and comes back after its connection has broken',
  shows: ['N-1', 'N-2', 'N-3', 'N-4', 'N-7', 'N-12'],
  async play(stage, judge) {
    const { coordinator } = stage;
    const [first] = coordinator.connections;
    judge.expect('N-1', first.transport === 'websocket', 'the first request is a WebSocket', first.transport);
    judge.expect(
      'N-2',
      !first.address.includes(coordinator.token),
      'an address without the token',
      first.address,
    );
    const { data: auth, error } = nodeHandshakeSchema.safeParse(first.auth);
    judge.expect('N-3', error === undefined, 'auth as its schema says', error?.message);
    judge.expect(
      'N-3',
      auth?.protocolVersion === PROTOCOL_VERSION && String(auth.numericsVersion) === NUMERICS_VERSION,
      `protocolVersion ${PROTOCOL_VERSION} and numericsVersion ${NUMERICS_VERSION}`,
      auth,
    );
    await stage.until(() => coordinator.heard.length > 0);
    const hello = coordinator.heard[0];
    judge.require(
      'N-12',
      hello?.event === 'hello',
      '"hello" as the first message',
      hello?.event ?? 'nothing',
    );
    if (stage.startsAnew && hello.event === 'hello') {
      const { leases } = hello.message;
      judge.expect('N-12', leases.length === 0, 'a new node claims nothing', leases);
    }

    const run = coordinator.offer(offered(endlessRun(1)));
    await stage.reported(run, 'N-15');
    coordinator.breakConnections();
    const back = await stage.until(() => coordinator.heard.find(({ connection }) => connection === 1));
    judge.present('N-17', back, 'it comes back after its connection has broken');
    judge.expect(
      'N-12',
      back?.event === 'hello' &&
        back.message.leases.length === 1 &&
        back.message.leases[0].runId === run.lease.runId &&
        back.message.leases[0].attempt.jobId === run.lease.attempt.jobId,
      '"hello" with the attempt that it still has, before anything else',
      back,
    );
    const { data: again } = nodeHandshakeSchema.safeParse(coordinator.connections[1].auth);
    judge.expect('N-4', again?.nodeId === auth?.nodeId, `the nodeId ${auth?.nodeId}`, again?.nodeId);
  },
};
