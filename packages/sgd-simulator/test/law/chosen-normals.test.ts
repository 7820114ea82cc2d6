import { doublesAt, RandomStream } from '@crossover/math-core';
import { expect, it } from 'vitest';
import { chiSquareAccepts, normalOfChiSquare } from './chi-square-inverse.ts';
import { ChosenNormals } from './chosen-normals.ts';
import { modelOf } from './quadrature-cases.ts';
import { replayedKernel } from './replayed-kernel.ts';
import { stepPlan } from './step-plan.ts';

it('a kernel whose normals are chosen draws them, step after step', () => {
  const model = modelOf(7, {});
  const stream = RandomStream.fromKey('chosen normals');
  const replayed = replayedKernel('direct', model, stream);
  const { kernel, streams } = replayed;
  const { lanes, samples } = stepPlan('direct', model);
  const normals = new ChosenNormals(kernel, streams, lanes, stream, () => true);
  for (const scale of [1, -0.3, 1e-9]) {
    const wanted = Float64Array.from({ length: 7 }, (_, j) => scale * (j - 4.5));
    samples[0].coordinates.forEach(({ laneOfRun, index }, j) => normals.set(laneOfRun, index, wanted[j]));
    normals.set(0, samples[0].zeta!, -scale);
    normals.rewind();
    replayed.restart();
    replayed.advance(1);
    const drawn = doublesAt(kernel, kernel.addressOfInputs(), 7);
    drawn.forEach((value, j) => expect(value / wanted[j]).toBeCloseTo(1, 15));
    expect(doublesAt(kernel, kernel.addressOfLabelNoise(), 1)[0] / -scale).toBeCloseTo(1, 15);
  }
});

it.each([1, 2, 3, 16])(
  'the normal behind a χ² with %i degrees of freedom is found from it',
  (degreesOfFreedom) => {
    let found = 0;
    for (let draw = 0; draw < 200; draw++) {
      const [stream, again] = [0, 1].map(() => RandomStream.fromKey(`χ²/${draw}`));
      const value = stream.chiSquare(degreesOfFreedom);
      const normal = again.normal();
      const uniforms = [again.uniform(), again.uniform()];
      const place = { degreesOfFreedom, normal: 0, uniform: 0 };
      const factor = value / degreesOfFreedom;
      // A sample that was not the first proposal has another normal.
      if (Math.abs(normalOfChiSquare(place, factor, uniforms) - normal) > 1e-9) continue;
      expect(chiSquareAccepts(place, factor, uniforms) || normal ** 4 > 0.3).toBe(true);
      found += 1;
    }
    expect(found).toBeGreaterThan(180);
  },
);
