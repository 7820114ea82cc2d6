import { expect, it } from 'vitest';
import { drawParticles } from '../../src/index.ts';
import { MeanFieldFlow } from '../../src/mean-field/mean-field-flow.ts';

const CALLS = 50;
/** Numbers that functions returned and the engine boxed, no object. */
const BOXED_NUMBERS = 2048;

it('velocities and risk of particles allocate nothing', () => {
  const particles = drawParticles(
    { kind: 'sphere-in-span' },
    { count: 64, teacherWidth: 4, key: 'allocation' },
  );
  const flow = new MeanFieldFlow(particles);
  const field = flow.velocities(1);
  const derivative = new Float64Array(flow.initial.length);
  const work = () => {
    field(flow.initial, derivative);
    flow.risk(flow.initial);
  };
  for (let call = 0; call < 300; call++) work();
  const growths = Array.from({ length: 9 }, () => {
    const before = process.memoryUsage();
    for (let call = 0; call < CALLS; call++) work();
    const after = process.memoryUsage();
    return {
      buffers: (after.arrayBuffers - before.arrayBuffers) / CALLS,
      heap: (after.heapUsed - before.heapUsed) / CALLS,
    };
  });
  const median = (values: number[]) => values.sort((a, b) => a - b)[4];
  expect(median(growths.map(({ buffers }) => buffers))).toBe(0);
  expect(median(growths.map(({ heap }) => heap))).toBeLessThan(BOXED_NUMBERS);
});
