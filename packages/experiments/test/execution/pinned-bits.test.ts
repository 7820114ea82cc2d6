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
    'ed2425406ba74a9ec07ca1479ff745bdde142189c4b91cc30f0c4dd6737b637f',
  ],
  [
    'direct engine',
    simulation({ observables: 'overlaps', times, engine: 'direct' }),
    'd5914685ff289278f32988c0312c44c457b9e6dddd8eb61ad0e0631ed7e85b91',
  ],
  [
    'theory',
    theory({ observables: 'overlaps', times }),
    'cf3c7724220bc7b4536fe0baf6568900388a0bea1033b1b9504ae1cc79978996',
  ],
  [
    'mean field',
    theory({ equations: 'mean-field', delta: 0.5, widthPrefactor: 33, times }),
    'f13525c954f4cdd45d4ec8ef35dc6ea3638e3057e75cec8c81c60df199629637',
  ],
])('the numbers of version 3 are pinned to the bit: %s', async (_name, specification, pinned) => {
  expect(NUMERICS_VERSION).toBe('3');
  expect(digest(encodeRunResult(await execute(specification)))).toBe(pinned);
});
