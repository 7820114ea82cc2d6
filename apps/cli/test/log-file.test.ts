import { mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LogFile } from '../src/laboratory/log-file.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'crossover-log-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

it('appends to the log of before', () => {
  const path = join(folder(), 'coordinator.log');
  new LogFile(path).write('{"msg":"first"}\n');
  new LogFile(path).write('{"msg":"second"}\n');
  expect(readFileSync(path, 'utf8')).toBe('{"msg":"first"}\n{"msg":"second"}\n');
});

it.runIf(process.platform === 'linux')('goes on when there is room again, and says what is missing', () => {
  const path = join(folder(), 'coordinator.log');
  // Every write to this device finds the disk full.
  symlinkSync('/dev/full', path);
  const log = new LogFile(path);
  for (const word of ['lost', 'lost too']) log.write(`{"msg":"${word}"}\n`);
  unlinkSync(path);
  for (const word of ['kept', 'and on']) log.write(`{"msg":"${word}"}\n`);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      level: 40,
      time: expect.any(Number) as number,
      lines: 2,
      msg: 'the log could not be written for a while',
    },
    { msg: 'kept' },
    { msg: 'and on' },
  ]);
});
