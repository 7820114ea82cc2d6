/**
 * The work that the theory's contenders do, the same in Node and in a browser's worker. A piece of work is
 *
 *     perform(count)     does it `count` times
 *     outcome()          optional: what came of it, numbers by name
 */
import { RandomStream } from '@crossover/math-core';
import { drawParticles, packState, rightHandSide, solve, solveMeanField } from '@crossover/ode-theory';

const NOISE = 1e-3;
const REFERENCE_TOLERANCE = 1e-12;
const OUTPUTS_PER_DECADE = 8;
const FIRST_OUTPUT = 0.1;

const kinds = {
  'right-hand-side': ({ model, weights, squaredNorm = 1 }) => {
    const start = teacherSpan(model, squaredNorm);
    const field = rightHandSide({ ...start, noise: NOISE }, weights);
    const state = packState(start);
    const derivative = new Float64Array(state.length);
    return {
      perform: (count) => {
        for (let evaluation = 0; evaluation < count; evaluation++) field(state, derivative);
      },
    };
  },

  trajectory: ({ model, weights, until, relativeTolerance }) => {
    const options = { initial: teacherSpan(model), weights, noise: NOISE, times: outputTimes(until) };
    const solved = (tolerance) => solve({ ...options, relativeTolerance: tolerance });
    return {
      perform: (count) => {
        for (let run = 0; run < count; run++) solved(relativeTolerance);
      },
      outcome: () => {
        const { risk, statistics } = solved(relativeTolerance);
        const exact = solved(REFERENCE_TOLERANCE).risk;
        const errors = Array.from(risk, (R, index) => Math.abs(R - exact[index]) / exact[index]);
        return { evaluations: statistics.evaluations, largestError: Math.max(...errors) };
      },
    };
  },

  'mean-field': ({ particles: count, teacherWidth, until }) => {
    const particles = drawParticles({ kind: 'sphere-in-span' }, { count, teacherWidth, key: 'bench/theory' });
    const options = { particles, gradient: 1, times: outputTimes(until) };
    return {
      perform: (runs) => {
        for (let run = 0; run < runs; run++) solveMeanField(options);
      },
      outcome: () => ({ evaluations: solveMeanField(options).statistics.evaluations }),
    };
  },
};

export function workOf(definition) {
  return kinds[definition.work](definition);
}

/** Orthonormal teachers, students uniform on a sphere of their span, the unit sphere in the start of arXiv:2202.00293. */
function teacherSpan({ studentWidth: p, teacherWidth: k }, squaredNorm = 1) {
  const stream = RandomStream.fromKey('bench/theory');
  const students = Array.from({ length: p }, () => {
    const row = Array.from({ length: k }, () => stream.normal());
    const norm = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
    return row.map((x) => (x * Math.sqrt(squaredNorm)) / norm);
  });
  const teachers = Array.from({ length: k }, (_, r) =>
    Array.from({ length: k }, (_, s) => (r === s ? 1 : 0)),
  );
  const products = (rows, columns) =>
    Float64Array.from(
      rows.flatMap((row) => columns.map((column) => row.reduce((sum, x, axis) => sum + x * column[axis], 0))),
    );
  return {
    studentWidth: p,
    teacherWidth: k,
    Q: products(students, students),
    M: products(students, teachers),
    P: products(teachers, teachers),
  };
}

/** 0, and log-spaced times up to the last. */
function outputTimes(last) {
  const count = Math.round(OUTPUTS_PER_DECADE * Math.log10(last / FIRST_OUTPUT));
  const factor = (last / FIRST_OUTPUT) ** (1 / count);
  return [0, ...Array.from({ length: count }, (_, index) => FIRST_OUTPUT * factor ** index), last];
}
