/** Installs a Debian package where that is possible without asking: as root, or with a sudo that needs no password. */
import { spawnSync } from 'node:child_process';

const quiet = {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
};

export function installSystemPackage(name) {
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const run = (...words) => {
    const [command, ...rest] = [...prefix, ...words];
    return spawnSync(command, rest, quiet).status === 0;
  };
  if (spawnSync('apt-get', ['--version']).status !== 0) return false;
  const install = () => run('apt-get', 'install', '-y', '-qq', '--no-install-recommends', name);
  return install() || (run('apt-get', 'update', '-qq') && install());
}
