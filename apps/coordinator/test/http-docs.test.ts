import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCoordinator, type Coordinator } from '../src/index.ts';
import { DocumentedAnswers, type OpenApi } from './support/documented-answers.ts';
import { call } from './support/http.ts';
import { eventually, workOff } from './support/runs.ts';
import { connectNode } from './support/sockets.ts';
import { embeddedPlace, type Place } from './support/stores.ts';

const root = join(import.meta.dirname, '../../..');
const page = (name: string) => readFileSync(join(root, 'docs', name), 'utf8');
/** The rows of the tables of a page, cell by cell. */
const rows = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));

describe('the pages about HTTP', () => {
  let place: Place;
  let coordinator: Coordinator;

  beforeAll(async () => {
    place = await embeddedPlace();
    coordinator = await createCoordinator({ ...place.options, port: 0, logger: false });
  });

  afterAll(async () => {
    await coordinator.close();
    await place.remove();
  });

  it('list every route with the role that it asks for', async () => {
    const { document } = new DocumentedAnswers(
      (await (await call(coordinator, '/api/openapi.json')).json()) as OpenApi,
    );
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { security = [] }]) => {
        const roles = security.flatMap((scheme) => Object.keys(scheme));
        return `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')} ${roles[0] ?? 'nobody'}`;
      }),
    );
    const listed = rows(page('http-api.md'))
      .filter(([, request]) => /^(GET|POST|DELETE) /.test(request))
      .map(([, request, role]) => `${request} ${role}`);
    expect(listed.sort()).toEqual(described.sort());
  });

  it('have commands that work as they stand', async () => {
    const [, commands = ''] = /```sh\n([\s\S]*?)```/.exec(page('http-api.md')) ?? [];
    const folder = mkdtempSync(join(tmpdir(), 'crossover-http-api-'));
    const { url, tokens } = coordinator;
    const running = promisify(execFile)('bash', ['--norc', '-e', '-c', commands], {
      cwd: folder,
      env: { PATH: process.env['PATH'], URL: url, TOKEN: tokens.operator },
    });
    await eventually(async () => {
      const text = await (await call(coordinator, '/metrics')).text();
      return text.includes('crossover_viewers{transport="events"} 1');
    }, 'the commands watch');
    const node = await connectNode(coordinator, 'by-hand');
    await workOff(node);
    const { stdout } = await running;
    node.close();
    expect(stdout).toContain('"runs":[');
    expect(readFileSync(join(folder, 'last-frame'), 'utf8')).toContain('"finished":4');
    const csv = readFileSync(join(folder, 'floor.csv'), 'utf8').trimEnd().split('\n');
    expect(csv).toHaveLength(1 + 4 * 9);
    const json = JSON.parse(readFileSync(join(folder, 'floor.json'), 'utf8')) as { runs: unknown[] };
    expect(json.runs).toHaveLength(4);
    const parquet = new Uint8Array(readFileSync(join(folder, 'floor.parquet'))).buffer;
    expect(await parquetReadObjects({ file: parquet })).toHaveLength(4 * 9);
    const npz = unzipSync(new Uint8Array(readFileSync(join(folder, 'floor.npz'))));
    expect(Object.keys(npz)).toEqual(expect.arrayContaining(['index.json', '0000/t.npy', '0000/risk.npy']));
    expect(statSync(join(folder, 'header')).mode & 0o777).toBe(0o600);
    expect(coordinator.experiments()).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('list every measurement with its labels', async () => {
    await call(coordinator, '/api/experiments/none');
    const text = await (await call(coordinator, '/metrics')).text();
    const measured = [...text.matchAll(/^# TYPE (crossover_\w+) /gm)].map(([, name]) => name);
    const listed = rows(page('observability.md'))
      .map(([, name]) => name)
      .filter((name) => name.startsWith('crossover_'));
    expect(listed.sort()).toEqual(measured.sort());
  });
});

/** A line of the log: its level, fields that may be there, and the event. */
const CALL = /\blog\.(fatal|error|warn|info|debug)\(\s*(?:\{[^}]*\},\s*)?'([^']+)'/g;

it('every event of the log is described with its level', () => {
  const written = globSync('src/**/*.ts', { cwd: join(import.meta.dirname, '..') }).flatMap((file) => {
    const source = readFileSync(join(import.meta.dirname, '..', file), 'utf8');
    const calls = [...source.matchAll(CALL)];
    // What this cannot read would not be compared.
    expect(calls.length, file).toBe([...source.matchAll(/\blog\.(?:fatal|error|warn|info|debug)\(/g)].length);
    return calls.map(([, level, message]) => `${level} ${message}`);
  });
  const described = rows(page('observability.md'))
    .filter(([, , level]) => ['fatal', 'error', 'warn', 'info', 'debug'].includes(level))
    .map(([, message, level]) => `${level} ${message}`);
  expect([...new Set(described)].sort()).toEqual([...new Set(written)].sort());
});
