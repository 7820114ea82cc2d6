import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

const program = resolve(fileURLToPath(import.meta.url), '../../../tools/audit/run.mjs');

/** What the registry tells; undefined when it does not know of audits. */
let advisories: Record<string, { id: number; severity: string }[]> | undefined;
/** What it was asked about. */
let asked: unknown;

const registry = createServer((request, answer) => {
  void (async () => {
    if (advisories === undefined) return answer.writeHead(405).end();
    if (request.method !== 'POST') return answer.end(JSON.stringify(packument(request.url ?? '')));
    const body = await bodyOf(request);
    asked = JSON.parse(body);
    const found = Object.entries(advisories).map(([name, list]) => [
      name,
      list.map(({ id, severity }) => ({
        id,
        url: 'https://registry.example/advisory',
        title: 'an advisory of the tests',
        vulnerable_versions: '<2.0.0',
        severity,
        cwe: [],
        cvss: { score: 0, vectorString: null },
      })),
    ]);
    return answer.end(JSON.stringify(Object.fromEntries(found)));
  })();
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const bytes = await buffer(request);
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** What there is of a package, from which npm concludes which versions are concerned. */
const packument = (path: string) => {
  const name = path.slice(1);
  const versions = Object.fromEntries(['1.0.0', '2.0.0'].map((version) => [version, { name, version }]));
  return { name, 'dist-tags': { latest: '2.0.0' }, versions };
};

let folder: string;

beforeAll(async () => {
  await once(registry.listen(0, '127.0.0.1'), 'listening');
  folder = mkdtempSync(join(tmpdir(), 'crossover-audit-'));
  const own = {
    name: 'audited',
    version: '1.0.0',
    dependencies: { 'in-use': '1.0.0' },
    devDependencies: { 'for-tests': '1.0.0' },
  };
  const packages = {
    '': own,
    'node_modules/in-use': { version: '1.0.0' },
    'node_modules/for-tests': { version: '1.0.0', dev: true },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(own));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...own, lockfileVersion: 3, packages }));
});
beforeEach(() => (asked = undefined));
afterAll(() => {
  registry.close();
  rmSync(folder, { recursive: true, force: true });
});

async function audit(
  { port }: Pick<AddressInfo, 'port'> = registry.address() as AddressInfo,
): Promise<{ code: number; lines: string[] }> {
  const child = spawn(process.execPath, [program, folder], {
    env: {
      ...process.env,
      npm_config_registry: `http://127.0.0.1:${port}/`,
      npm_config_cache: join(folder, 'cache'),
      npm_config_update_notifier: 'false',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const said = await text(child.stdout);
  return { code: (await ended)[0] as number, lines: said.trim().split('\n') };
}

it('finds nothing where the registry knows nothing', async () => {
  advisories = {};
  expect(await audit()).toEqual({
    code: 0,
    lines: ['Known vulnerabilities: 0, of which high or critical: 0.'],
  });
  expect(asked).toEqual({ 'in-use': ['1.0.0'] });
});

it('fails on what is high or critical, and not on what is less', async () => {
  advisories = { 'in-use': [{ id: 1, severity: 'moderate' }] };
  expect(await audit()).toEqual({
    code: 0,
    lines: ['moderate: in-use 1.0.0', 'Known vulnerabilities: 1, of which high or critical: 0.'],
  });
  advisories = { 'in-use': [{ id: 2, severity: 'high' }] };
  expect(await audit()).toEqual({
    code: 1,
    lines: ['high: in-use 1.0.0', 'Known vulnerabilities: 1, of which high or critical: 1.'],
  });
});

it('says so, and fails nothing, when the registry does not know of audits or is not there', async () => {
  advisories = undefined;
  for (const { code, lines } of [await audit(), await audit({ port: await portOfNobody() })]) {
    expect(code).toBe(0);
    expect(lines).toEqual([
      expect.stringMatching(
        /^SKIPPED: the registry could not be asked about vulnerabilities \(.*(405|ECONNREFUSED)/,
      ),
    ]);
  }
});

async function portOfNobody(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}
