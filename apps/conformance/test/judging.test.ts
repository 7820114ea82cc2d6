import { expect, it } from 'vitest';
import type { Check } from '../src/check.ts';
import { RuleBrokenError } from '../src/errors.ts';
import { CannotCheckError, formatReport, nodeRequirements } from '../src/index.ts';
import { composeReport } from '../src/report/conformance-report.ts';
import { runChecks } from '../src/run-checks.ts';

const stage = { close: () => Promise.resolve() };
type Played = Check<typeof stage>;

const check = (play: Played['play'], more: Partial<Played> = {}): Played => ({
  name: 'a check',
  shows: ['N-1', 'N-2'],
  play,
  ...more,
});

async function outcomesOf(checks: readonly Played[], selection = {}) {
  const outcomes = await runChecks(checks, () => Promise.resolve(stage), selection);
  return Object.fromEntries(outcomes);
}

it('keeps what was broken once as broken, and goes on', async () => {
  const outcomes = await outcomesOf([
    check((_, judge) => {
      judge.expect('N-1', true, 'this', 'this');
      judge.expect('N-1', false, 'this', { found: new Uint8Array(3) });
      judge.expect('N-1', true, 'this', 'this');
      judge.expect('N-2', true, 'that', 'that');
      return Promise.resolve();
    }),
  ]);
  expect(outcomes).toEqual({
    'N-1': { status: 'failed', needed: 'this', found: '{"found":"3 bytes"}' },
    'N-2': { status: 'passed' },
  });
});

it('ends a conversation when a rule is broken without which there is no sense, and goes on with the next', async () => {
  const outcomes = await outcomesOf([
    check(() => Promise.reject(new RuleBrokenError('N-7', 'a message', 'nothing'))),
    check(
      (_, judge) => {
        judge.expect('N-3', true, 'this', 'this');
        return Promise.resolve();
      },
      { shows: ['N-3'] },
    ),
  ]);
  expect(outcomes).toEqual({
    'N-7': { status: 'failed', needed: 'a message', found: 'nothing' },
    'N-1': { status: 'not observed', reason: '"a check" came to an end before' },
    'N-2': { status: 'not observed', reason: '"a check" came to an end before' },
    'N-3': { status: 'passed' },
  });
});

it('takes a conversation that breaks off for broken rules, not for seen ones', async () => {
  const outcomes = await outcomesOf([
    check((_, judge) => {
      judge.expect('N-1', true, 'this', 'this');
      return Promise.reject(new Error('the connection was reset'));
    }),
  ]);
  expect(outcomes['N-1']).toEqual({ status: 'passed' });
  expect(outcomes['N-2']).toMatchObject({ status: 'failed', found: 'the connection was reset' });
});

it('plays what is asked for, and what takes long only when that is', async () => {
  const played: string[] = [];
  const note = (name: string) =>
    check(
      () => {
        played.push(name);
        return Promise.resolve();
      },
      { name, shows: name === 'first' ? ['N-1'] : ['N-2'], ...(name === 'first' ? {} : { slow: 'an hour' }) },
    );
  const checks = [note('first'), note('second')];
  const outcomes = await outcomesOf(checks);
  expect(played).toEqual(['first']);
  expect(outcomes['N-2']).toEqual({
    status: 'not observed',
    reason: 'it takes an hour: ask for a thorough check',
  });
  await outcomesOf(checks, { thorough: true, only: ['N-2'] });
  expect(played).toEqual(['first', 'second']);
  await expect(outcomesOf(checks, { only: ['N-30'] })).rejects.toThrow(CannotCheckError);
});

it('reports every obligation, and conforms unless a MUST is broken', () => {
  const broken = { status: 'failed', needed: 'this', found: 'that' } as const;
  const should = composeReport('node', 2, nodeRequirements, new Map([['N-23', broken]]));
  expect(should.conforms).toBe(true);
  const must = composeReport('node', 2, nodeRequirements, new Map([['N-2', broken]]));
  expect(must.conforms).toBe(false);
  expect(must.observations.map(({ id }) => id)).toEqual(nodeRequirements.map(({ id }) => id));
  const text = formatReport(must);
  expect(text).toContain('failed        N-2   MUST    put its token into no address');
  expect(text).toMatch(/needed: this\n +found: {2}that/);
  expect(text).toMatch(/1 failed, \d+ not observed: this node does not keep version 2/);
});

it('ends when it is told to: what is under way is cleared up, and nothing more begins', async () => {
  const stopping = new AbortController();
  const reason = new Error('stopped');
  const closed: string[] = [];
  let stages = 0;
  const openStage = () => {
    const name = `stage ${++stages}`;
    return Promise.resolve({ close: () => Promise.resolve(void closed.push(name)) });
  };
  const forEver = check(() => new Promise(() => undefined));
  const stop = check(() => Promise.resolve(stopping.abort(reason)));
  const suite = runChecks([forEver, stop, forEver], openStage, { signal: stopping.signal }, 2);
  await expect(suite).rejects.toBe(reason);
  expect(closed.sort()).toEqual(['stage 1', 'stage 2']);
  await expect(runChecks([stop], openStage, { signal: stopping.signal })).rejects.toBe(reason);
  expect(stages).toBe(2);
});
