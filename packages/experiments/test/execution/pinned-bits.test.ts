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
    '321363ac0f117d07328ca93d74b2bd3fe1150609b5f7d47d85f15f3b70f52fb1',
  ],
  [
    'direct engine',
    simulation({ observables: 'overlaps', times, engine: 'direct' }),
    '009b5ad1cc9caedb6fe5dad146eabe9f0074f19da7e65f5d940f540ffe19553f',
  ],
  [
    'theory',
    theory({ observables: 'overlaps', times }),
    'a5fa8322e7864f65ce9741b09ca8911350534d40435409aabcced44840a8ea1f',
  ],
])('the numbers of version 1 are pinned to the bit: %s', async (_name, specification, pinned) => {
  expect(NUMERICS_VERSION).toBe('1');
  expect(digest(encodeRunResult(await execute(specification)))).toBe(pinned);
});
