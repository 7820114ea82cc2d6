import { expect, it } from 'vitest';
import { digest, encodeRunResult, execute, NUMERICS_VERSION } from '../../src/index.ts';
import { simulation, theory } from '../sample-runs.ts';

/*
 * Results are stored under an identity that contains NUMERICS_VERSION. When one of these digests changes,
 * results of the old code are results of another computation: raise the version and pin anew. The same
 * digests must come out on every machine and in every browser.
 */
const times = [0, 1, 10, 100];

it.each([
  [
    'projected engine',
    simulation({ observables: 'overlaps', times }),
    '62e3ea2fa3f5bdcbefc1ac83872907832abfdfd276ea39ea556f157d6a35c34d',
  ],
  [
    'direct engine',
    simulation({ observables: 'overlaps', times, engine: 'direct' }),
    '8e9f3dc267a0de6d7d532df0bed50f89ec866a124f2bdc5d98e5b11afa7b9033',
  ],
  [
    'theory',
    theory({ observables: 'overlaps', times }),
    '575c227b6915108b61100ccd04d8d82e0f0785282c79a68dde2d3a5a0b6eabb6',
  ],
])('the numbers of version 3 are pinned to the bit: %s', async (_name, specification, pinned) => {
  expect(NUMERICS_VERSION).toBe('3');
  expect(digest(encodeRunResult(await execute(specification)))).toBe(pinned);
});
