import { TIMINGS } from '@crossover/protocol';
import { describe, expect, it } from 'vitest';
import { ConnectionRefusedError } from '../src/index.ts';
import { pauseMilliseconds } from '../src/node/backoff.ts';
import { CoordinatorAddresses } from '../src/node/coordinator-addresses.ts';

const [a, b, c] = ['http://a:4280', 'http://b:4280', 'http://c:4280'] as const;
const refusal = (url: string) => new ConnectionRefusedError('unauthorized', url, 'the token is not known');

function round(addresses: CoordinatorAddresses): string[] {
  return Array.from({ length: addresses.count }, () => {
    addresses.advance();
    return addresses.current;
  });
}

describe('the addresses of coordinators', () => {
  it('are tried one after the other, those that were given and those that were named', () => {
    const addresses = new CoordinatorAddresses([a, b]);
    expect(addresses.current).toBe(a);
    addresses.learn([c, `${b}/`]);
    expect(round(addresses)).toEqual([b, c, a]);
  });

  it('are remembered when nobody names them any more, the latest first, and not without end', () => {
    const addresses = new CoordinatorAddresses([a]);
    addresses.learn([b]);
    addresses.learn([]);
    addresses.learn([c]);
    expect(round(addresses)).toEqual([c, b, a]);
    for (let port = 5000; port < 5100; port += 1) addresses.learn([`http://c:${port}`]);
    expect(addresses.count).toBe(17);
    addresses.advance();
    expect(addresses.current).toBe('http://c:5099');
  });

  it('leave out one that has refused the node, and say why when none is left', () => {
    const addresses = new CoordinatorAddresses([a, b]);
    addresses.learn([c]);
    expect(addresses.exclude(refusal(a))).toBeNull();
    expect(round(addresses)).toEqual([c, b]);
    expect(addresses.exclude(refusal(b))).toBeNull();
    expect(addresses.current).toBe(c);
    expect(addresses.exclude(refusal(c))?.message).toContain(a);
  });

  it('do not lead from encryption to none, nor from another machine to this one', () => {
    const encrypted = new CoordinatorAddresses(['https://a:4280']);
    encrypted.learn([b, 'https://c:4280']);
    expect(round(encrypted)).toEqual(['https://c:4280', 'https://a:4280']);
    const remote = new CoordinatorAddresses([a]);
    remote.learn(['http://127.0.0.1:4280', 'http://localhost:4280', 'http://[::1]:4280', b]);
    expect(round(remote)).toEqual([b, a]);
    const local = new CoordinatorAddresses(['http://127.0.0.1:4280']);
    local.learn(['http://127.0.0.1:4281']);
    expect(local.count).toBe(2);
  });
});

describe('pauses between attempts to connect', () => {
  it('are chance, up to a bound that doubles with every round without success', () => {
    const bounds = [0, 1, 2, 3].map((rounds) => pauseMilliseconds(rounds, 1, 1));
    expect(bounds).toEqual([500, 1_000, 2_000, 4_000]);
    expect(pauseMilliseconds(2, 1, 0.25)).toBe(500);
  });

  it('are never so long that a round through all addresses takes longer than the protocol allows', () => {
    for (const rounds of [0, 1, 5, 20, 1e6]) {
      for (const addresses of [1, 2, 17]) {
        const round = addresses * pauseMilliseconds(rounds, addresses, 1);
        expect(round).toBeLessThanOrEqual(TIMINGS.reconnectMilliseconds);
      }
    }
  });
});
