import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { GroupCommit } from '../src/runs/group-commit.ts';

/** Requests are `subject:text`; a text with "poison" makes its transaction fail. */
function groupOf({ bytes = 1, concernsAll = false, milliseconds = 0 } = {}) {
  const transactions: string[][] = [];
  let looks = 0;
  const group = new GroupCommit<string, string>({
    async commit(requests) {
      transactions.push([...requests]);
      await delay(milliseconds);
      if (requests.some((request) => request.includes('poison'))) throw new Error('poisoned');
      return requests.map((request) => `done ${request}`);
    },
    subjectOf(request) {
      looks += 1;
      return request.split(':')[0] ?? '';
    },
    identityOf: (request) => (request.includes('repeatable') ? request : undefined),
    isUrgent: (request) => request.includes('urgent'),
    weightOf: () => 1,
    bytesOf: () => bytes,
    concernsAll: () => concernsAll,
  });
  return { group, transactions, looks: () => looks };
}

describe('group commit', () => {
  it('does together what arrives together, and gives everybody his own answer', async () => {
    const { group, transactions } = groupOf();
    const answers = await Promise.all(['a:1', 'b:1', 'c:1'].map((request) => group.submit(request)));
    expect(answers).toEqual(['done a:1', 'done b:1', 'done c:1']);
    expect(transactions).toEqual([['a:1', 'b:1', 'c:1']]);
  });

  it('gathers what arrives while a transaction is under way', async () => {
    const { group, transactions } = groupOf();
    const first = group.submit('a:1');
    while (transactions.length === 0) await nextTurn();
    const later = ['b:1', 'c:1'].map((request) => group.submit(request));
    await Promise.all([first, ...later]);
    expect(transactions).toEqual([['a:1'], ['b:1', 'c:1']]);
  });

  it('lets a request that cannot be done fail alone', async () => {
    const { group } = groupOf();
    const requests = Array.from(
      { length: 37 },
      (_, index) => `s${index}:${index === 23 ? 'poison' : 'good'}`,
    );
    const outcomes = await Promise.allSettled(requests.map((request) => group.submit(request)));
    expect(outcomes.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))).toEqual([23]);
    expect(await group.submit('after:it')).toBe('done after:it');
  });

  it('tries nothing singly when the trouble concerns all', async () => {
    const { group, transactions } = groupOf({ concernsAll: true });
    const outcomes = await Promise.allSettled(['a:poison', 'b:1'].map((request) => group.submit(request)));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(transactions).toHaveLength(1);
  });

  it('keeps the order of requests about one subject, each in a transaction of its own', async () => {
    const { group, transactions } = groupOf();
    await Promise.all(['a:1', 'a:2', 'b:1', 'a:3'].map((request) => group.submit(request)));
    expect(transactions).toEqual([['a:1', 'b:1'], ['a:2'], ['a:3']]);
  });

  it('makes its transactions smaller when they take long', async () => {
    const { group, transactions } = groupOf({ milliseconds: 120 });
    await Promise.all(Array.from({ length: 200 }, (_, index) => group.submit(`s${index}:1`)));
    const sizes = transactions.map(({ length }) => length);
    expect(sizes[0]).toBeGreaterThan(2 * (sizes.at(-2) ?? 0));
    expect(sizes.reduce((sum, size) => sum + size)).toBe(200);
  });

  it('takes what is urgent first', async () => {
    const { group, transactions } = groupOf({ bytes: 5 * 1024 * 1024 });
    await Promise.all(['a:1', 'b:urgent'].map((request) => group.submit(request)));
    expect(transactions).toEqual([['b:urgent'], ['a:1']]);
  });

  it('puts no more into a transaction than its size allows, but one at least', async () => {
    const { group, transactions } = groupOf({ bytes: 5 * 1024 * 1024 });
    await Promise.all(['a:1', 'b:1'].map((request) => group.submit(request)));
    expect(transactions).toEqual([['a:1'], ['b:1']]);
  });

  it('does once what comes again while it waits, and anew what comes again later', async () => {
    const { group, transactions } = groupOf();
    const request = 'a:repeatable';
    const answers = await Promise.all(
      [request, request, 'a:other', request].map((each) => group.submit(each)),
    );
    expect(answers).toEqual([`done ${request}`, `done ${request}`, 'done a:other', `done ${request}`]);
    expect(transactions).toEqual([[request], ['a:other']]);
    await group.submit(request);
    expect(transactions).toHaveLength(3);
  });

  it('tells everybody who has sent it that a request failed', async () => {
    const { group } = groupOf();
    const answers = await Promise.allSettled(
      ['a:repeatable poison', 'a:repeatable poison'].map((request) => group.submit(request)),
    );
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('looks at each request of a very long line a few times only', async () => {
    const { group, looks } = groupOf();
    const requests = Array.from({ length: 20_000 }, (_, index) => `${index}:1`);
    await Promise.all(requests.map((request) => group.submit(request)));
    expect(looks()).toBeLessThan(2 * requests.length);
  });

  it('gets on with the others while urgent requests never end', async () => {
    const { group } = groupOf();
    let open = true;
    const urgent = Array.from({ length: 1_000 }, async (_, index) => {
      while (open) await group.submit(`${index}:urgent`);
    });
    await Promise.all(Array.from({ length: 100 }, (_, index) => group.submit(`other ${index}:1`)));
    open = false;
    await Promise.all(urgent);
  });
});
