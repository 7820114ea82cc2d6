import { expect, it } from 'vitest';
import { createCoordinator } from '../src/index.ts';
import { tinyExperiment, workOff } from './support/runs.ts';
import { connectNode, connectRaw, connectViewer } from './support/sockets.ts';
import { embeddedPlace } from './support/stores.ts';

it('logs what happened as JSON lines, and no secret', async () => {
  const place = await embeddedPlace();
  const lines: string[] = [];
  const coordinator = await createCoordinator({
    ...place.options,
    port: 0,
    logger: { level: 'trace', stream: { write: (line) => void lines.push(line) } },
    nodeGraceMilliseconds: 50,
  });
  const { url, tokens } = coordinator;
  for (const token of [tokens.operator, `${tokens.viewer}x`]) {
    await fetch(`${url}/api/experiments?token=${token}`, { headers: { authorization: `Bearer ${token}` } });
  }
  await coordinator.submit(tinyExperiment(61));
  const viewer = await connectViewer(coordinator);
  const node = await connectNode(coordinator, 'logged');
  await connectRaw(url, '/nodes', { token: tokens.operator }).catch(() => undefined);
  await workOff(node);
  node.close();
  viewer.close();
  await coordinator.close();
  await place.remove();
  const events = lines.map((line) => JSON.parse(line) as { msg: string });
  expect(events.map(({ msg }) => msg)).toContain('node connected');
  for (const secret of Object.values(tokens)) expect(lines.join('')).not.toContain(secret);
});
