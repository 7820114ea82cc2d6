/** How right the cost model of experiments is: whole runs of very different kinds, each in units of the work that it predicts. */

const base = { teacherWidth: 4, kappa: 0, delta: 0, noise: 1e-3, seed: 0, inputDimension: 1000 };
const sphere = { kind: 'sphere' };

const simulation = (name, p, changes) => ({
  name,
  kind: 'run',
  specification: {
    kind: 'simulation',
    ...base,
    widthPrefactor: p,
    learningRatePrefactor: p,
    ...changes,
  },
});
const theory = (name, p, changes) => ({
  name,
  kind: 'run',
  specification: {
    kind: 'theory',
    equations: 'finite',
    ...base,
    widthPrefactor: p,
    learningRatePrefactor: p,
    ...changes,
  },
});
const until = (tMax) => ({ times: [0, tMax / 100, tMax / 10, tMax] });

const contenders = [
  simulation('projected, p = 2', 2, until(300)),
  simulation('projected, p = 4, k = 2', 4, { ...until(300), teacherWidth: 2 }),
  simulation('projected, p = 8', 8, until(300)),
  simulation('projected, p = 16', 16, until(100)),
  simulation('projected, p = 32', 32, until(60)),
  simulation('projected, p = 64', 64, until(20)),
  simulation('projected, p = 8, d = 10⁶', 8, { ...until(0.3), inputDimension: 1e6 }),
  simulation('projected, p = 8, ReLU', 8, {
    ...until(200),
    activation: 'relu',
    learningRatePrefactor: 2,
    initial: sphere,
  }),
  simulation('projected, p = 8, trained second layer', 8, {
    ...until(200),
    secondLayer: { kind: 'trained', rate: 1 },
  }),
  simulation('projected, p = 8, b = 5', 8, { ...until(60), batchSize: 5 }),
  simulation('projected, p = 8, overlaps at 300 times', 8, {
    observables: 'overlaps',
    inputDimension: 30,
    times: Array.from({ length: 300 }, (_, index) => index),
  }),
  simulation('direct, d = 1000, p = 8', 8, { ...until(30), engine: 'direct', initial: sphere }),
  simulation('direct, d = 300, p = 100', 100, {
    ...until(60),
    inputDimension: 300,
    engine: 'direct',
    initial: sphere,
  }),
  simulation('direct, d = 100, p = 1000', 1000, {
    ...until(100),
    inputDimension: 100,
    engine: 'direct',
    initial: sphere,
  }),
  theory('finite, p = 4, t = 100', 4, until(100)),
  theory('finite, p = 8, t = 100', 8, until(100)),
  theory('finite, p = 16, t = 100', 16, until(100)),
  theory('limit, plateau, p = 8, t = 10⁴', 8, { ...until(1e4), equations: 'limit' }),
  theory('limit, perfect learning, p = 8, t = 10⁴', 8, { ...until(1e4), equations: 'limit', delta: 0.5 }),
  theory('finite, perfect learning, p = 8, t = 10⁴', 8, { ...until(1e4), delta: 0.5 }),
  theory('finite, bad learning, p = 8, t = 10⁴', 8, { ...until(1e4), delta: -0.375 }),
  theory('gradient flow, p = 16, t = 1000', 16, { ...until(1000), equations: 'gradient-flow' }),
  theory('exact, p = 8, t = 100', 8, { ...until(100), equations: 'exact' }),
  theory('mean field, 500 particles, t = 30', 500, { ...until(30), equations: 'mean-field', delta: 0.5 }),
];
const names = contenders.map(({ name }) => name);

export const costBenchmarks = [
  {
    name: 'cost.model',
    title: 'The cost model, by whole runs in units of the work that it predicts',
    unit: { name: 'µs a unit of predicted work', scale: 1e6 },
    compares:
      'runs with their starts and records as an experiment carries them out; a perfect model has one number for all',
    doesNotShow: 'loads that a machine has besides, and sizes whose weights do not fit into its caches',
    mostRounds: 5,
    contenders,
    figures: [
      { kind: 'typical', label: 'geometric mean, µs', of: names, scale: 1e6 },
      { kind: 'worstFactor', label: 'largest factor from it', of: names, atMost: 1.5 },
    ],
  },
];
