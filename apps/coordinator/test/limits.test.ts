import { describe, expect, it } from 'vitest';
import { WorkRate } from '../src/dispatch/work-rate.ts';
import { InFlight } from '../src/sockets/in-flight.ts';
import { KeyedBudgets } from '../src/limits/keyed-budgets.ts';
import { MessageBudget } from '../src/limits/message-budget.ts';
import { networkOf } from '../src/limits/network-of.ts';
import { OriginPolicy } from '../src/limits/origin.ts';

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
  const loopback = new OriginPolicy({ listensOnLoopback: true, advertisedHost: 'lab.example' });
  const network = new OriginPolicy({ listensOnLoopback: false, advertisedHost: undefined });

  it('is the coordinator itself, or no page at all', () => {
    expect(loopback.allowsSocket({ host: '127.0.0.1:4000' })).toBe(true);
    expect(loopback.allowsSocket({ host: '127.0.0.1:4000', origin: 'http://127.0.0.1:4000' })).toBe(true);
    expect(loopback.allowsSocket({ host: 'localhost:4000', origin: 'http://localhost:4000' })).toBe(true);
    expect(loopback.allowsSocket({ host: '127.0.0.1:4000', origin: 'http://127.0.0.1:4001' })).toBe(false);
    expect(loopback.allowsSocket({ host: '127.0.0.1:4000', origin: 'http://evil.example' })).toBe(false);
    expect(network.allowsSocket({ host: 'lab.example:4000', origin: 'http://lab.example:4000' })).toBe(true);
    expect(network.allowsSocket({ host: 'lab.example:4000', origin: 'null' })).toBe(false);
  });

  it('on a loopback address has a loopback name, or the one that is advertised', () => {
    expect(loopback.allowsSocket({ host: 'evil.example:4000', origin: 'http://evil.example:4000' })).toBe(
      false,
    );
    expect(loopback.allowsSocket({ host: 'evil.example:4000' })).toBe(false);
    expect(loopback.allowsSocket({ host: 'lab.example', origin: 'https://lab.example' })).toBe(true);
    expect(loopback.allowsSocket({ host: '127.0.0.1:4000', origin: 'https://lab.example' })).toBe(true);
  });
});

describe('what is counted as one network', () => {
  it('is an IPv4 address, or the half of an IPv6 address that a machine does not choose', () => {
    expect(networkOf('192.168.1.10')).toBe('192.168.1.10');
    expect(networkOf('::ffff:192.168.1.10')).toBe('192.168.1.10');
    expect(networkOf('2001:db8:0:7::1')).toBe(networkOf('2001:0db8:0000:0007:ffff:1:2:3'));
    expect(networkOf('2001:db8::1')).not.toBe(networkOf('2001:db8:0:1::1'));
    expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  });

  it('has a budget of its own, and thousands of others do not take it away', () => {
    const budgets = new KeyedBudgets(2, 1000);
    expect([1, 2, 3].map(() => budgets.spend('one', 0))).toEqual([true, true, false]);
    for (let other = 0; other < 5_000; other += 1) expect(budgets.spend(`other ${other}`, 0)).toBe(true);
    expect(budgets.spend('one', 0)).toBe(false);
    expect(budgets.spend('one', 600)).toBe(true);
  });
});
