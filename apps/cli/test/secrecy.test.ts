import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createCoordinator,
  ROLES,
  rotateTokens,
  tokenFileOf,
  type Coordinator,
} from '@crossover/coordinator';
import { NAMESPACES, PROTOCOL_VERSION } from '@crossover/protocol';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from './crossover.ts';
import { inProcess } from './in-process.ts';
import { tinyExperiment } from './tiny-experiment.ts';

const experiment = tinyExperiment({ replicas: 2 });

describe('the tokens of a laboratory, former and new', () => {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  const secrets = new Set<string>();
  const log: string[] = [];
  /** What people and programs are shown, by what they asked. */
  const shown = new Map<string, string>();
  let coordinator: Coordinator;

  beforeAll(async () => {
    mkdirSync(at('page'));
    writeFileSync(at('page/index.html'), '<!doctype html><title>Crossover</title>');
    writeFileSync(at('tiny.json'), JSON.stringify(experiment));
    coordinator = await createCoordinator({
      port: 0,
      dataFolder: at('data'),
      dashboardFolder: at('page'),
      logger: { level: 'trace', stream: { write: (line) => void log.push(line) } },
    });
  }, 120_000);

  afterAll(async () => {
    await coordinator.close();
    folder.remove();
  }, 60_000);

  const remember = () => {
    for (const token of Object.values(coordinator.tokens)) secrets.add(token);
  };

  /** An event stream has no end. */
  async function firstPiece({ body }: Response): Promise<string> {
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    const { value } = await reader.read();
    await reader.cancel();
    return Buffer.from(value ?? new Uint8Array()).toString('utf8');
  }

  async function fetched(path: string, init: RequestInit = {}): Promise<void> {
    const response = await fetch(coordinator.url + path, init);
    const body = path.startsWith('/api/events') ? await firstPiece(response) : await response.text();
    const name = `${init.method ?? 'GET'} ${path.split('?', 1)[0]}: ${shown.size}`;
    shown.set(name, `${response.status}\n${JSON.stringify([...response.headers])}\n${body}`);
  }

  /** Requests as they should be, and as people get them wrong. */
  async function everyRequest(token: string): Promise<void> {
    const authorization = `Bearer ${token}`;
    const json = { authorization, 'content-type': 'application/json' };
    const pages = ['/', '/experiments', '/nowhere', '/health', '/ready', '/metrics', '/api/openapi.json'];
    const data = ['/api/experiments', '/api/nodes', '/api/events', '/api/experiments/none', '/api/nowhere'];
    for (const path of [...pages, ...data]) {
      await fetched(path, { headers: { authorization, accept: 'text/html' } });
      await fetched(`${path}?token=${token}`, {
        headers: { accept: '*/*', referer: `${coordinator.url}/#token=${token}` },
      });
    }
    await fetched('/api/experiments', {
      headers: { authorization: `Basic ${token}`, cookie: `token=${token}` },
    });
    for (const body of [
      JSON.stringify({ specification: { ...experiment, parts: [] } }),
      `{"token": "${token}`,
    ])
      await fetched('/api/experiments', { method: 'POST', headers: json, body });
    await fetched('/api/experiments', {
      method: 'POST',
      headers: { ...json, origin: 'https://elsewhere.example' },
    });
    await fetched(`/api/nodes/none/drain?token=${token}`, { method: 'POST', headers: { authorization } });
  }

  /** The handshakes of sockets; the last one is not understood at all. */
  async function everySocket(token: string): Promise<void> {
    for (const namespace of Object.values(NAMESPACES)) {
      for (const auth of [
        { token, protocolVersion: PROTOCOL_VERSION },
        { token, protocolVersion: 0 },
        { token: [token] },
      ]) {
        const socket = io(coordinator.url + namespace, {
          transports: ['websocket'],
          query: { token },
          auth,
          reconnection: false,
          forceNew: true,
        });
        const answer = await new Promise<string>((resolve) => {
          socket.once('connect', () => resolve('connected'));
          socket.once('connect_error', (error) =>
            resolve(JSON.stringify([error.message, (error as { data?: unknown }).data])),
          );
        });
        shown.set(`socket ${namespace}: ${shown.size}`, answer);
        socket.disconnect();
      }
    }
  }

  async function everyCommand(): Promise<void> {
    const { operator, viewer, node } = coordinator.tokens;
    const tokenFile = at('operator-token');
    writeFileSync(tokenFile, operator, { mode: 0o600 });
    const remote = [
      `experiments --json --token ${viewer}`,
      `nodes --json --token-file ${tokenFile}`,
      `run ${at('tiny.json')} --token-file ${tokenFile}`,
      `plan ${at('tiny.json')} --json --token ${operator}`,
      `export tiny --token ${operator}`,
      `report tiny --token ${operator} --out ${at('remote.html')}`,
      `pause tiny --json --token ${viewer}`,
      `drain nobody --json --token ${operator}`,
      `experiments --token ${node}`,
      `experiments --token ${operator}x`,
      `experiments --token ${operator} --token-file ${tokenFile}`,
    ];
    const local = [
      `run ${at('tiny.json')} --json --out ${at('results')} --threads 1 --token ${operator}`,
      `experiments --json --data ${at('data')}`,
      `experiments --frobnicate --token ${operator}`,
      `serve --port 0 --data ${at('data')}`,
    ];
    for (const words of [...remote.map((each) => `${each} --coordinator ${coordinator.url}`), ...local]) {
      const { stdout, stderr } = await inProcess(words);
      shown.set(words.split(' --')[0] + `: ${shown.size}`, stdout + stderr);
    }
    for (const file of ['results/provenance.json', 'results/experiment.json', 'remote.html'])
      shown.set(file, readFileSync(at(file), 'utf8'));
  }

  it('bring a node back after they were replaced, with no restart', async () => {
    remember();
    const former = coordinator.tokens.node;
    const file = at('node-token');
    writeFileSync(file, former, { mode: 0o600 });
    const connected = Promise.withResolvers<void>();
    const refused = Promise.withResolvers<void>();
    const back = Promise.withResolvers<void>();
    let said = '';
    const node = inProcess(
      `node --coordinator ${coordinator.url} --token-file ${file} --threads 1 --verbose`,
      {
        heard: (text) => {
          said += text;
          const times = said.split('Connected to ').length - 1;
          if (times === 1) connected.resolve();
          if (said.includes('was replaced')) refused.resolve();
          if (times === 2) back.resolve();
        },
      },
    );
    await connected.promise;
    const rotated = rotateTokens(tokenFileOf(at('data')), ROLES, 0);
    await refused.promise;
    remember();
    writeFileSync(file, `${rotated.current.node}\n`);
    await back.promise;
    await coordinator.submit(experiment);
    await expect.poll(() => coordinator.experiments()[0].state, { timeout: 30_000 }).toBe('finished');
    process.emit('SIGINT');
    const { code, stderr } = await node;
    expect(stderr).toMatch(/took this node's token before and refuses it now .*give the node the new one/);
    expect(stderr).toMatch(/2 runs finished here/);
    expect(code).toBe(0);
    shown.set('node', stderr);
  });

  it('are in no answer, no output, no file and no line of the log', async () => {
    expect(secrets.size).toBe(6);
    for (const token of [...secrets, 'x'.repeat(32)]) {
      await everyRequest(token);
      await everySocket(token);
    }
    await everyCommand();
    // There was something to see everywhere.
    const all = [...shown.values()];
    for (const status of [200, 400, 401, 403, 404])
      expect(
        all.filter((text) => text.startsWith(`${status}\n`)).length,
        `answers ${status}`,
      ).toBeGreaterThan(0);
    expect(all).toContain('connected');
    expect(all.filter((text) => text.includes('"finished"')).length).toBeGreaterThan(5);
    const lines = log.join('');
    expect(lines).toContain('node connected');
    expect(lines).toContain('the tokens have changed');
    expect(lines).toContain('/api/experiments');
    for (const secret of secrets) {
      expect(lines.includes(secret), 'a token in the log').toBe(false);
      for (const [what, text] of shown) expect(text.includes(secret), `a token in ${what}`).toBe(false);
    }
  });
});
