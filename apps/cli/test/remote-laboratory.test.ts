import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { createComputeNode } from '@crossover/compute-node';
import { createCoordinator, type Coordinator, type Tokens } from '@crossover/coordinator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificates, type Certificates } from './certificates.ts';
import { temporaryFolder } from './crossover.ts';
import { inProcess } from './in-process.ts';
import { tinyExperiment } from './tiny-experiment.ts';

const experiment = tinyExperiment({ replicas: 2 });

const folder = temporaryFolder();
const servers: Server[] = [];
let certificates: Certificates;
let coordinator: Coordinator;
/** Where something listens, by what it is. */
let at: Record<'coordinator' | 'page' | 'nothing' | 'otherVersion' | 'ssh' | 'nobody', number>;

async function portOf(server: Server): Promise<number> {
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

const answering = (answer: RequestListener) => portOf(createHttpServer(answer));

async function portOfNobody(): Promise<number> {
  const server = createServer();
  const port = await portOf(server);
  await once(server.close(), 'close');
  return port;
}

beforeAll(async () => {
  certificates = makeCertificates(folder.path);
  coordinator = await createCoordinator({
    port: 0,
    dataFolder: join(folder.path, 'data'),
    logger: false,
    tls: { certificateFile: certificates.certificate, keyFile: certificates.key },
  });
  at = {
    coordinator: coordinator.port,
    page: await answering((_, answer) => answer.setHeader('content-type', 'text/html').end('<p>It works')),
    nothing: await answering((_, answer) => answer.writeHead(404).end()),
    otherVersion: await answering((_, answer) => answer.end('{"experiments": {}}')),
    ssh: await portOf(createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'))),
    nobody: await portOfNobody(),
  };
}, 120_000);

afterAll(async () => {
  await coordinator.close();
  for (const server of servers) server.close();
  folder.remove();
}, 60_000);

const tokenOf = (role: keyof Tokens | 'nobody') =>
  role === 'nobody' ? 'x'.repeat(32) : coordinator.tokens[role];

/** A node tries for ever: it is stopped once it has said what stands in its way. */
const untilItSays = (text: string) => ({
  heard: (said: string) => void (said.includes(text) && process.emit('SIGINT')),
});

/** What was tried, where, what was found there, and what to do. */
const unreachable: readonly (readonly [string, string, keyof typeof at, RegExp, RegExp])[] = [
  [
    'another port',
    'http://127.0.0.1',
    'nobody',
    /ECONNREFUSED/,
    /take the address and the port that it printed/,
  ],
  ['a wrong name', 'http://lab.invalid', 'nobody', /ENOTFOUND lab\.invalid|EAI_AGAIN/, /check its spelling/],
  [
    'http where https is served',
    'http://localhost',
    'coordinator',
    /closed|hang up/,
    /write https:\/\/ for http:/,
  ],
  [
    'https where http is served',
    'https://localhost',
    'page',
    /^wrong version number$/,
    /write http:\/\/ for https:/,
  ],
  ['something that speaks no HTTP', 'http://127.0.0.1', 'ssh', /HTTP/, /check the address and the port/],
  [
    'a certificate of an unknown authority',
    'https://localhost',
    'coordinator',
    /unable to verify/,
    /give the certificate of who did with --certificate-authority FILE/,
  ],
];

describe('a laboratory that cannot be reached', () => {
  it.each(unreachable)('through %s', async (_what, origin, port, found, advice) => {
    const url = `${origin}:${at[port]}`;
    const asked = await inProcess(`experiments --coordinator ${url} --token ${tokenOf('operator')}`);
    expect([asked.code, asked.stdout]).toEqual([1, '']);
    const [, reason, help] = /Cannot reach a coordinator at \S+ \((.+?)\)\. (.+)\n$/.exec(asked.stderr) ?? [];
    expect(asked.stderr).toContain(` ${url} (`);
    expect(reason).toMatch(found);
    expect(help).toMatch(advice);

    const node = `node --coordinator ${url} --threads 1 --token ${tokenOf('node')}`;
    const joining = await inProcess(node, untilItSays('trying again'));
    const [, why, what] =
      /Cannot reach the coordinator at \S+ \((.+?)\); trying again\. (.+)\n/.exec(joining.stderr) ?? [];
    expect(why).toMatch(found);
    expect(what).toMatch(advice);
  });

  it.each([
    ['page', /found HTTP status 200, text\/html, but its JSON is needed\. Take the address and the port/],
    ['nothing', /found HTTP status 404, content of no type, but its JSON is needed/],
    [
      'otherVersion',
      /of this version: install the same version of Crossover here and there.*at experiments/s,
    ],
  ] as const)('since what answers is something else: %s', async (port, message) => {
    const url = `http://127.0.0.1:${at[port]}`;
    const asked = await inProcess(`experiments --coordinator ${url} --token ${tokenOf('operator')}`);
    expect([asked.code, asked.stdout]).toEqual([1, '']);
    expect(asked.stderr).toMatch(message);
    const node = `node --coordinator ${url} --threads 1 --token ${tokenOf('node')}`;
    const joining = await inProcess(node, untilItSays('trying again'));
    expect(joining.stderr).toMatch(
      /Unexpected server response: \d+\); trying again\. .* no coordinator: check/,
    );
  });
});

describe('a laboratory with a certificate of an authority of its own', () => {
  const trusted = (words: string, role: keyof Tokens | 'nobody', host = 'localhost') =>
    inProcess(
      `${words} --coordinator https://${host}:${at.coordinator} --certificate-authority ${certificates.authority} --token ${tokenOf(role)}`,
    );

  it.each([
    ['no-such-file.pem', /ENOENT/],
    ['lab.key', /no certificate in it/],
  ])('is not asked when the authority is read from %s', async (name, reason) => {
    const words = `experiments --coordinator https://localhost:1 --token T --certificate-authority ${join(folder.path, name)}`;
    const { code, stderr } = await inProcess(words);
    expect(stderr).toMatch(/--certificate-authority: \S+ does not hold what is needed, certificates in PEM/);
    expect(stderr).toMatch(reason);
    expect(code).toBe(2);
  });

  it('runs experiments for those who trust it', async () => {
    const file = join(folder.path, 'tiny.json');
    writeFileSync(file, JSON.stringify(experiment));
    expect(await trusted('experiments', 'viewer')).toMatchObject({ code: 0, stderr: '' });
    const node = createComputeNode({
      coordinatorUrl: `https://localhost:${at.coordinator}`,
      token: tokenOf('node'),
      threads: 1,
    });
    try {
      const { code, stdout, stderr } = await trusted(`run ${file}`, 'operator');
      expect(stderr).toMatch(/Submitted as tiny-\S+: 2 new runs/);
      expect(JSON.parse(stdout)).toMatchObject({ state: 'finished', runs: { finished: 2 } });
      expect(code).toBe(0);
    } finally {
      await node.close();
    }
  });

  it('is not taken for another name', async () => {
    const { code, stderr } = await trusted('experiments', 'viewer', '127.0.0.1');
    expect(stderr).toMatch(/does not match certificate's altnames.*use the address that it names/s);
    expect(code).toBe(1);
  });

  it.each([
    ['experiments', 'nobody', /\(unauthorized\): The token is not one of this coordinator: copy it from/],
    [
      'experiments',
      'node',
      /\(forbidden\): A node token was given, but this needs a token of the role viewer or/,
    ],
    ['pause tiny', 'viewer', /\(forbidden\): A viewer token was given, but this needs .* operator/],
    ['node --threads 1', 'nobody', /\(unauthorized\): .* Use the node token that the coordinator printed/],
    ['node --threads 1', 'operator', /\(unauthorized\): .* give the coordinator's node token/],
  ] as const)('refuses crossover %s with the token of %s', async (words, role, message) => {
    const { code, stdout, stderr } = await trusted(words, role);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain(tokenOf(role));
    expect([code, stdout]).toEqual([2, '']);
  });
});

describe('crossover serve with a certificate', () => {
  const serve = (words: string) =>
    inProcess(`serve --port 0 --data ${join(folder.path, 'not-served')} ${words}`);
  const other = join(folder.path, 'ca.key');

  it.each([
    [
      '--tls-certificate',
      () => certificates.certificate,
      /says something about --tls-key: give --tls-key as well/,
    ],
    [
      '--tls-key',
      () => certificates.key,
      /says something about --tls-certificate: give --tls-certificate as well/,
    ],
  ])('needs its key too, and the reverse: %s', async (option, file, message) => {
    const { code, stderr } = await serve(`${option} ${file()}`);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it('is not started with the key of another one, or with files that are no PEM or are not there', async () => {
    const { certificate, key } = certificates;
    const wrong: [string, string, RegExp][] = [
      [certificate, other, /mismatch/],
      [key, key, /no start line|PEM/i],
      [certificate, join(folder.path, 'no-such.key'), /ENOENT/],
    ];
    for (const [tlsCertificate, tlsKey, reason] of wrong) {
      const { code, stdout, stderr } = await serve(`--tls-certificate ${tlsCertificate} --tls-key ${tlsKey}`);
      expect(stderr).toMatch(reason);
      expect(stderr).toMatch(/TLS cannot be served with .*: both must be PEM files that .* belong together/);
      expect(stderr).not.toContain(readFileSync(key, 'utf8').split('\n')[1]);
      expect([code, stdout]).toEqual([2, '']);
    }
  });
});
