import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { crossover, Crossover, temporaryFolder } from './crossover.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => (folder = temporaryFolder()));
afterAll(() => folder.remove());

const at = (name: string) => join(folder.path, name);

it('backs up a laboratory at work and one that is not, and restores both elsewhere', async () => {
  const serving = new Crossover(['serve', '--port', '0', '--data', at('lab')]);
  await serving.says(/crossover node --coordinator (\S+)/);
  const running = await crossover(['backup', at('running.backup'), '--data', at('lab')]);
  expect(running.stderr).toMatch(/Backed up to \S+running\.backup: \d+\.\d MB, read again and whole\./);
  expect(running.code).toBe(0);
  serving.kill('SIGTERM');
  await serving.ended;
  const stopped = await crossover(['backup', at('stopped.backup'), '--data', at('lab')]);
  expect(stopped.code).toBe(0);
  const restore = async (name: string) => {
    const restored = await crossover(['restore', at(`${name}.backup`), '--data', at(name)]);
    expect(restored.stderr).toMatch(/Restored to \S+ what was backed up at 2\S+: 0 experiments, 0 runs/);
    expect(existsSync(join(at(name), 'database', 'PG_VERSION'))).toBe(true);
  };
  await Promise.all(['running', 'stopped'].map(restore));
  expect(readdirSync(folder.path).filter((name) => name.endsWith('.part'))).toEqual([]);
}, 180_000);

it('overwrites neither a backup nor a database', async () => {
  writeFileSync(at('taken.backup'), 'mine');
  const backup = await crossover(['backup', at('taken.backup'), '--data', at('lab')]);
  expect(backup).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('nothing is overwritten') as string,
  });
  expect(readFileSync(at('taken.backup'), 'utf8')).toBe('mine');
  const restore = await crossover(['restore', at('running.backup'), '--data', at('lab')]);
  expect(restore).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('nothing is overwritten') as string,
  });
  const missing = await crossover(['restore', at('missing.backup'), '--data', at('new')]);
  expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no file') as string });
});
