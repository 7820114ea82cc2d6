import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Laboratory } from '../processes/laboratory.ts';
import { freePort, waitFor } from '../processes/waiting.ts';
import { deployed, root } from './unit-file.ts';

const script = deployed('ssh', 'crossover-nodes.sh');
const sshd = '/usr/sbin/sshd';

let laboratory: Laboratory;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crossover-ssh-'));
  laboratory = new Laboratory();
  await laboratory.startCoordinator();
});

afterAll(async () => {
  await laboratory.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Another account, as far as the script is concerned: a home folder and a way to get there. */
interface Machine {
  readonly name: string;
  readonly home: string;
  readonly command: string;
}

/** A file, as on the machine of whoever looks after the nodes. */
function tokenSource() {
  const file = join(folder, 'node-token');
  writeFileSync(file, `${laboratory.tokens.node}\n`, { mode: 0o600 });
  return { CROSSOVER_TOKEN_FILE: file };
}

async function run(machine: Machine, action: string, hosts: string) {
  const file = join(machine.home, 'hosts');
  writeFileSync(file, hosts);
  const env = {
    PATH: process.env.PATH,
    HOME: machine.home,
    CROSSOVER_SSH: machine.command,
    CROSSOVER_HOME: root,
    CROSSOVER_COORDINATOR: laboratory.url,
    ...tokenSource(),
  };
  const done = promisify(execFile)('sh', [script, action, file], { env });
  return done.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      stdout,
      stderr,
    }),
  );
}

/** Starts, lists and stops a node there; the coordinator sees it come and go. */
async function startListAndStop(machine: Machine): Promise<void> {
  const { name, home } = machine;
  const nodes = async () => {
    const answer = await laboratory.request<{
      nodes: { name: string; threads: number; connected: boolean }[];
    }>('GET', '/api/nodes');
    return answer.nodes.find((node) => node.name === name);
  };
  const hosts = `# the lab\n\n${name} 3\n`;
  try {
    expect(await run(machine, 'status', hosts)).toMatchObject({ code: 0, stdout: `${name}: does not run\n` });
    expect(await run(machine, 'start', hosts)).toEqual({ code: 0, stdout: `${name}: started\n`, stderr: '' });
    await waitFor('the node', async () => ((await nodes())?.connected === true ? true : undefined));
    expect(await nodes()).toMatchObject({ threads: 3 });
    const token = join(home, '.crossover-node', 'token');
    expect(statSync(token).mode & 0o777).toBe(0o600);
    // Starting again replaces the token that the node has, as after a rotation.
    writeFileSync(token, 'former');
    expect(await run(machine, 'start', hosts)).toMatchObject({ stdout: `${name}: runs already\n` });
    expect(readFileSync(token, 'utf8')).toBe(`${laboratory.tokens.node}\n`);
    expect(await run(machine, 'status', hosts)).toMatchObject({ stdout: `${name}: runs\n` });
    // No command line of any process has the token in it.
    const pid = readFileSync(join(home, '.crossover-node', 'pid'), 'utf8').trim();
    expect(execFileSync('ps', ['-p', pid, '-o', 'args='], { encoding: 'utf8' })).toContain(
      ' node --coordinator',
    );
    expect(execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' })).not.toContain(laboratory.tokens.node);
    expect(await run(machine, 'stop', hosts)).toMatchObject({ code: 0, stdout: `${name}: stopped\n` });
    expect(existsSync(token)).toBe(false);
  } finally {
    await run(machine, 'stop', hosts);
  }
  await waitFor('the node to leave', async () => ((await nodes())?.connected === true ? undefined : true));
  expect(await run(machine, 'stop', hosts)).toMatchObject({ code: 0, stdout: `${name}: does not run\n` });
}

describe('nodes on machines that are reached by a command in the place of ssh', () => {
  let machine: Machine;

  beforeAll(() => {
    const home = join(folder, 'there');
    mkdirSync(home);
    // It takes a host and a command line, and gives the line to a shell, as ssh does.
    const command = join(folder, 'stand-in');
    writeFileSync(
      command,
      `#!/bin/sh\n[ "$1" = unreachable ] && { echo "no route" >&2; exit 255; }\nHOME=${home} exec sh -c "$2"\n`,
    );
    chmodSync(command, 0o700);
    machine = { name: 'there', home, command };
  });

  it('are started, listed and stopped', () => startListAndStop(machine));

  it('are told apart from machines that cannot be reached', async () => {
    const { code, stdout, stderr } = await run(machine, 'status', 'there\nunreachable 2\n');
    expect(code).toBe(1);
    expect(stdout).toBe('there: does not run\n');
    expect(stderr).toContain('unreachable: no route');
  });

  it('that cannot work say why', () => {
    const elsewhere = { ...machine, command: `env CROSSOVER_TEST=1 ${machine.command}` };
    const file = join(machine.home, 'hosts');
    writeFileSync(file, 'there\n');
    const { status, stderr } = spawnSync('sh', [script, 'start', file], {
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        HOME: machine.home,
        CROSSOVER_SSH: elsewhere.command,
        CROSSOVER_HOME: '/nowhere',
        CROSSOVER_COORDINATOR: laboratory.url,
        CROSSOVER_TOKEN: laboratory.tokens.node,
      },
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/there: it ended at once: .*\/nowhere\/node_modules\/\.bin\/crossover/);
  });

  it('need a file, a coordinator and a token', () => {
    const without = (words: string[]) =>
      spawnSync('sh', [script, ...words], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, HOME: folder },
      });
    expect(without([])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('start  HOSTS') as string,
    });
    expect(without(['start', '/nowhere']).stderr).toContain('There is no file /nowhere');
    expect(without(['start', join(machine.home, 'hosts')]).stderr).toContain('CROSSOVER_COORDINATOR');
  });
});

describe.skipIf(!existsSync(sshd))('nodes on a machine that is reached by ssh', () => {
  let server: ChildProcess;
  let machine: Machine;

  beforeAll(async () => {
    const port = await freePort();
    for (const key of ['host', 'own']) {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, key)]);
    }
    const authorized = join(folder, 'authorized');
    writeFileSync(authorized, readFileSync(join(folder, 'own.pub')), { mode: 0o600 });
    const home = join(folder, 'home');
    mkdirSync(home);
    const settings = [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${join(folder, 'host')}`,
      `AuthorizedKeysFile ${authorized}`,
      `PidFile ${join(folder, 'sshd.pid')}`,
      // The node's files belong into a folder of the test's, not into the home of whoever runs it.
      `SetEnv HOME=${home}`,
      'PasswordAuthentication no',
      'StrictModes no',
      'UsePAM no',
    ];
    writeFileSync(join(folder, 'sshd_config'), `${settings.join('\n')}\n`);
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
    server = spawn(sshd, ['-D', '-e', '-f', join(folder, 'sshd_config')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const errors = server.stderr!.setEncoding('utf8');
    let said = '';
    errors.on('data', (text: string) => (said += text));
    await waitFor('the ssh server', () => (said.includes('Server listening') ? true : undefined));
    const options = [
      `-F /dev/null -i ${join(folder, 'own')} -p ${port} -l ${userInfo().username} -o BatchMode=yes -o LogLevel=ERROR`,
      `-o StrictHostKeyChecking=accept-new -o UserKnownHostsFile=${join(folder, 'known')}`,
    ];
    machine = { name: '127.0.0.1', home, command: `ssh ${options.join(' ')}` };
  });

  afterAll(async () => {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
  });

  it('are started, listed and stopped', () => startListAndStop(machine));
});
