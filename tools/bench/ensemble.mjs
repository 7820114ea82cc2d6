import { RandomStream } from '@crossover/math-core';
import { createEnsemble } from '@crossover/sgd-simulator';

/**
 * The run that c/direct-sgd.c makes: γ = p, Δ = 1e-3, P = I, student i halfway towards teacher i mod k, so that
 * M_ir = ½ where r = i mod k, and Q_ij = ¼ where i and j have the same teacher.
 */
export function simulationModel({ inputDimension, studentWidth, teacherWidth }) {
  const p = studentWidth;
  const k = teacherWidth;
  const matrix = (rows, columns, entry) =>
    Float64Array.from({ length: rows * columns }, (_, at) => entry(Math.floor(at / columns), at % columns));
  const initial = {
    studentWidth,
    teacherWidth,
    Q: matrix(p, p, (i, j) => (i % k === j % k ? 0.25 : 0)),
    M: matrix(p, k, (i, r) => (i % k === r ? 0.5 : 0)),
    P: matrix(k, k, (r, s) => (r === s ? 1 : 0)),
  };
  return { inputDimension, studentWidth, teacherWidth, learningRate: p, noise: 1e-3, initial };
}

/** Replicas of that run, advanced together. */
export function ensembleOf(engine, sizes, replicas, key = 'bench') {
  const model = simulationModel(sizes);
  const streams = Array.from({ length: replicas }, (_, replica) => RandomStream.fromKey(`${key}/${replica}`));
  return createEnsemble(engine, model, streams);
}
