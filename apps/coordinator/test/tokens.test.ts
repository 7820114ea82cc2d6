import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createCoordinator,
  readTokenFile,
  rotateTokens,
  tokenFileOf,
  type Coordinator,
} from '../src/index.ts';
import { openTokenFile } from '../src/tokens/token-file.ts';
import { createTokens, rotate } from '../src/tokens/tokens.ts';
import { call } from './support/http.ts';
import { connectNode, connectViewer } from './support/sockets.ts';
import { embeddedPlace, emptyPlace, type Place } from './support/stores.ts';

describe('a file of tokens', () => {
  const place = emptyPlace();
  const file = tokenFileOf(place.options.dataFolder);
  afterAll(() => place.remove());

  it('that others may read is refused, with what to do', () => {
    openTokenFile(file);
    chmodSync(file, 0o640);
    expect(() => openTokenFile(file)).toThrow('chmod 600');
    chmodSync(file, 0o600);
  });

  it('that is no file of tokens is refused, without its content in the error', () => {
    const good = readFileSync(file, 'utf8');
    writeFileSync(file, good.replace(/"node": ".*"/, '"node": "short"'));
    const error = (() => {
      try {
        openTokenFile(file);
      } catch (caught) {
        return caught as Error;
      }
    })();
    expect(error?.message).toContain('repair it');
    expect(error?.cause).toBeUndefined();
    writeFileSync(file, good);
  });

  it('keeps the tokens of other roles in a rotation, and forgets former ones whose time is over', () => {
    const first = { current: createTokens(), former: [] };
    const second = rotate(first, ['node'], 0, 1000);
    expect(second.current).toMatchObject({ viewer: first.current.viewer, operator: first.current.operator });
    expect(second.former).toEqual([{ role: 'node', token: first.current.node, until: 1000 }]);
    const third = rotate(second, ['node'], 500, 1000);
    expect(third.former.map(({ token }) => token)).toEqual([first.current.node, second.current.node]);
    expect(rotate(third, ['viewer'], 1200, 0).former.map(({ token }) => token)).toEqual([
      second.current.node,
    ]);
  });
});

describe('tokens that are replaced while the coordinator runs', () => {
  let place: Place;
  let coordinator: Coordinator;
  let file: string;
  const lines: string[] = [];

  beforeAll(async () => {
    place = await embeddedPlace();
    file = tokenFileOf(place.options.dataFolder);
    coordinator = await createCoordinator({
      ...place.options,
      port: 0,
      logger: { stream: { write: (line) => void lines.push(line) } },
    });
  });

  afterAll(async () => {
    await coordinator.close();
    await place.remove();
  });

  const statusWith = async (token: string) => (await call(coordinator, '/api/experiments', { token })).status;

  it('are taken up, while those before are taken too until their time is over, which ends what they opened', async () => {
    const former = { ...coordinator.tokens };
    const node = await connectNode(coordinator, 'worker');
    const stream = await call(coordinator, '/api/events', { token: former.viewer });
    const viewer = await connectViewer(coordinator);
    const ends = [node.socket, viewer.socket].map((socket) => {
      const { promise, resolve } = Promise.withResolvers<string>();
      socket.once('disconnect', resolve);
      return promise;
    });

    rotateTokens(file, ['viewer', 'node'], 4_000);
    await expect.poll(() => coordinator.tokens.viewer, { timeout: 10_000 }).not.toBe(former.viewer);
    expect(await statusWith(coordinator.tokens.viewer)).toBe(200);
    expect(await statusWith(former.viewer)).toBe(200);
    expect(await statusWith(former.operator)).toBe(200);
    expect([node.socket.connected, viewer.socket.connected]).toEqual([true, true]);

    expect(await Promise.all(ends)).toEqual(['io server disconnect', 'io server disconnect']);
    await expect(stream.text()).rejects.toThrow();
    expect(await statusWith(former.viewer)).toBe(401);
    expect(await statusWith(coordinator.tokens.viewer)).toBe(200);
    const back = await connectNode(coordinator, 'worker');
    back.close();
  });

  it('stay when the file is damaged, and the log says so', async () => {
    const { operator } = coordinator.tokens;
    const good = readFileSync(file, 'utf8');
    writeFileSync(file, '{');
    await expect.poll(() => lines.join(''), { timeout: 10_000 }).toContain('the former ones stay');
    expect(await statusWith(operator)).toBe(200);
    writeFileSync(file, good);
    for (const secret of Object.values(readTokenFile(file)!.current)) {
      expect(lines.join('')).not.toContain(secret);
    }
  });
});
