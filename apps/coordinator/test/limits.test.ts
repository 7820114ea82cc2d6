import { describe, expect, it } from 'vitest';
import { WorkRate } from '../src/dispatch/work-rate.ts';
import { InFlight } from '../src/sockets/in-flight.ts';
import { MessageBudget } from '../src/sockets/message-budget.ts';
import { isOriginAllowed } from '../src/sockets/origin.ts';

describe('the rate of work', () => {
  it('is unknown until enough has been seen, then measured over the last half minute', () => {
    const rate = new WorkRate();
    expect(rate.perSecond(0)).toBeNull();
    rate.record('one', 1e6, 1000);
    expect(rate.perSecond(1500)).toBeNull();
    rate.record('one', 1e6, 5000);
    expect(rate.perSecond(5000)).toBe(2e6 / 4);
    expect(rate.perSecond(33_000)).toBe(1e6 / 30);
    expect(rate.perSecond(36_000)).toBeNull();
  });

  it('forgets what a node did that has gone', () => {
    const rate = new WorkRate();
    rate.record('gone', 8e6, 0);
    rate.record('here', 2e6, 0);
    rate.removeNode('gone');
    expect(rate.perSecond(4000)).toBe(2e6 / 4);
    rate.removeNode('here');
    expect(rate.perSecond(4000)).toBeNull();
  });
});

describe('a message budget', () => {
  it('is spent, and refills with time', () => {
    const budget = new MessageBudget(2, 1000, 0);
    budget.spend(0);
    budget.spend(0);
    expect(() => budget.spend(100)).toThrow('Too many messages');
    budget.spend(700);
    expect(() => budget.spend(700)).toThrow('Too many messages');
  });
});

describe('work in flight', () => {
  it('is waited for when closing, and nothing new begins', async () => {
    const inFlight = new InFlight();
    const steps: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const work = inFlight.run(() => promise.then(() => steps.push('done')));
    const closing = inFlight.close().then(() => steps.push('closed'));
    await expect(inFlight.run(() => Promise.resolve())).rejects.toMatchObject({ code: 'shutting-down' });
    resolve();
    await Promise.all([work, closing]);
    expect(steps).toEqual(['done', 'closed']);
  });
});

describe('the origin of a socket', () => {
  const from = (origin: string | undefined, host: string) =>
    ({ headers: { host, ...(origin === undefined ? {} : { origin }) } }) as Parameters<
      typeof isOriginAllowed
    >[0];

  it('is the coordinator itself, or no page at all', () => {
    expect(isOriginAllowed(from(undefined, '127.0.0.1:4000'), true)).toBe(true);
    expect(isOriginAllowed(from('http://127.0.0.1:4000', '127.0.0.1:4000'), true)).toBe(true);
    expect(isOriginAllowed(from('http://localhost:4000', 'localhost:4000'), true)).toBe(true);
    expect(isOriginAllowed(from('http://127.0.0.1:4001', '127.0.0.1:4000'), true)).toBe(false);
    expect(isOriginAllowed(from('http://evil.example', '127.0.0.1:4000'), true)).toBe(false);
    expect(isOriginAllowed(from('http://evil.example:4000', 'evil.example:4000'), true)).toBe(false);
    expect(isOriginAllowed(from('http://lab.example:4000', 'lab.example:4000'), false)).toBe(true);
    expect(isOriginAllowed(from('null', 'lab.example:4000'), false)).toBe(false);
  });
});
