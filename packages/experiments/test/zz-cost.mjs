import { execute, estimateWork, normalizeRunSpecification } from '@crossover/experiments';
import { createTheoryCurve } from '../src/execution/theory-curve.ts';
import { evaluationWork } from '../src/cost/estimate-work.ts';
const base = { teacherWidth: 4, kappa: 0, delta: 0, noise: 1e-3, seed: 0, inputDimension: 1000 };
const until = (tMax) => ({ times: [0, tMax / 100, tMax / 10, tMax] });
const theory = (name, p, c) => [name, normalizeRunSpecification({kind:'theory', equations:'finite', ...base, widthPrefactor:p, learningRatePrefactor:p, ...c})];
const list = [
  theory('finite, p = 4, t = 100', 4, until(100)),
  theory('finite, p = 8, t = 100', 8, until(100)),
  theory('finite, p = 16, t = 100', 16, until(100)),
  theory('limit, plateau, p = 8, t = 1e4', 8, { ...until(1e4), equations: 'limit' }),
  theory('limit, perfect learning, p = 8, t = 1e4', 8, { ...until(1e4), equations: 'limit', delta: 0.5 }),
  theory('finite, perfect, p = 8, t = 1e4', 8, { ...until(1e4), delta: 0.5 }),
  theory('finite, bad learning, p = 8, t = 1e4', 8, { ...until(1e4), delta: -0.375 }),
  theory('gradient flow, p = 16, t = 1000', 16, { ...until(1000), equations: 'gradient-flow' }),
  theory('exact, p = 8, t = 100', 8, { ...until(100), equations: 'exact' }),
  theory('exact, p = 4, t = 100', 4, { ...until(100), equations: 'exact' }),
  theory('exact, p = 8, t = 1e4', 8, { ...until(1e4), equations: 'exact' }),
  theory('mean field, 500, t = 30', 500, { ...until(30), equations: 'mean-field', delta: 0.5 }),
  theory('mean field, 100, t = 30', 100, { ...until(30), equations: 'mean-field', delta: 0.5 }),
];
const cpu = () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6;
for (const [name, spec] of list) {
  await execute(spec);
  const out = [];
  for (const chunk of [1000, 15000, 1e12]) {
    let best = Infinity;
    for (let r = 0; r < 3; r++) { const a = cpu(); await execute(spec, { chunkWork: chunk, onProgress: () => {} }); best = Math.min(best, cpu() - a); }
    out.push(best);
  }
  const c = createTheoryCurve(spec, undefined);
  while (!c.finished) c.advance(1e12);
  const st = c.stepsDone;
  console.log(name.padEnd(42), out.map((s) => (s*1e3).toFixed(1)).join(' / '), 'ms; evals', st, 'us/eval', (out[2]/st*1e6).toFixed(1), 'model/eval', evaluationWork(spec).toFixed(1), 'est', (estimateWork(spec)/1e3).toFixed(1), 'ratio', (out[2]*1e6/estimateWork(spec)).toFixed(2));
}
