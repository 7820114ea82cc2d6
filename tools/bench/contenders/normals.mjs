import { RandomStream } from '@crossover/math-core';

/** Normals from a stream of math-core, one call each; a unit is one normal. */
export function normalsContender() {
  const stream = RandomStream.fromKey('bench/normals');
  let sum = 0;
  return {
    unitsPerWork: 1,
    secondsPerUnit: (count) => {
      const started = performance.now();
      for (let drawn = 0; drawn < count; drawn++) sum += stream.normal();
      const seconds = (performance.now() - started) / 1000;
      // Reading the sum keeps the compiler from leaving out the draws.
      if (Number.isNaN(sum)) throw new Error('A normal was not a number.');
      return seconds / count;
    },
  };
}
