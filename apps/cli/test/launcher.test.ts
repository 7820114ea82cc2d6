import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { simulationOutput } from './output-schemas.ts';

const launcher = fileURLToPath(new URL('../bin/crossover.mjs', import.meta.url));

function launch(words: readonly string[], nodeOptions: readonly string[] = []) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeOptions, launcher, ...words], {
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

/** Makes the process believe that it is an older Node. */
function asNode(version: string): string[] {
  const versions = `{ ...process.versions, node: ${JSON.stringify(version)} }`;
  const code = `Object.defineProperty(process, 'versions', { value: ${versions} })`;
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
}

describe('the launcher', () => {
  it.each(['18.20.4', '20.19.0', '22.17.1'])('tells Node %s what to do', (version) => {
    const { code, stdout, stderr } = launch(['--version'], asNode(version));
    expect(stderr).toMatch(`this is Node ${version}, but at least 22.18 is needed`);
    expect(stderr).toMatch(/npm run setup/);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });

  it('starts the built program, worker threads included', () => {
    const words = 'simulate --p0 4 --k 2 --d 50 --kappa 0 --delta 0.5 --gamma0 4 --noise 0 --times 0,1';
    const { code, stdout, stderr } = launch(words.split(' '));
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(simulationOutput.parse(JSON.parse(stdout)).replicas).toHaveLength(1);
  });

  it('hands the exit code on', () => {
    expect(launch(['no-such-command']).code).toBe(2);
  });
});
