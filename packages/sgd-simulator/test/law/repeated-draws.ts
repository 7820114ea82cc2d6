import type { RandomStream } from '@crossover/math-core';
import type { EngineName } from '../../src/index.ts';
import { fieldCount, type CompleteModel } from '../../src/model/complete-model.ts';

export interface RepeatedSample {
  /** The input in the coordinates of the weights' rows. */
  readonly x: Float64Array;
  /** Squared length of what the input has besides, χ² with d less than the length of x degrees of freedom. */
  restSquared: number;
  /** ζ of the label noise. */
  zeta: number;
}

export interface RepeatedDraws {
  /** The samples of a lane's next step, valid until the next call. */
  next(lane: number): readonly RepeatedSample[];
}

/**
 * Draws once more, by RandomStream, what a kernel draws from the same streams, one a lane for the projected engine and one
 * for even and one for odd coordinates for the direct one.
 */
export function repeatedDraws(
  name: EngineName,
  model: CompleteModel,
  streams: readonly RandomStream[],
): RepeatedDraws {
  return name === 'projected' ? ofProjected(model, streams) : ofDirect(model, streams);
}

function samplesOf({ batchSize }: CompleteModel, columns: number): RepeatedSample[] {
  return Array.from({ length: batchSize }, () => ({ x: new Float64Array(columns), restSquared: 0, zeta: 0 }));
}

function ofProjected(model: CompleteModel, streams: readonly RandomStream[]): RepeatedDraws {
  const { inputDimension: d, batchSize, noise } = model;
  const columns = fieldCount(model);
  const outside = d - columns;
  const samples = samplesOf(model, columns);
  return {
    next(lane) {
      const stream = streams[lane];
      samples.forEach((sample, s) => {
        for (let c = 0; c < columns; c++) sample.x[c] = stream.normal();
        if (noise > 0) sample.zeta = stream.normal();
        const restColumns = Math.min(batchSize, outside);
        sample.restSquared = 0;
        for (let c = 0; c < Math.min(s, restColumns); c++) sample.restSquared += stream.normal() ** 2;
        if (s < restColumns) sample.restSquared += stream.chiSquare(outside - s);
      });
      return samples;
    },
  };
}

function ofDirect(model: CompleteModel, [even, odd]: readonly RandomStream[]): RepeatedDraws {
  const { inputDimension: d, noise } = model;
  const columns = d + (d % 2);
  const samples = samplesOf(model, columns);
  return {
    next() {
      for (const sample of samples) {
        for (let j = 0; j < d; j += 2) {
          sample.x[j] = even.normal();
          const drawn = odd.normal();
          if (j + 1 < d) sample.x[j + 1] = drawn;
        }
        if (noise > 0) {
          sample.zeta = even.normal();
          odd.normal();
        }
      }
      return samples;
    },
  };
}
