import { doublesAt } from '@crossover/math-core';
import { jointFactor } from '../factorisation/joint-factor.ts';
import type { SimulatorKernel } from '../kernel/simulator-kernel.ts';
import type { CompleteModel } from '../model/complete-model.ts';
import type { ReplicaState } from './replica-state.ts';

/**
 * Writes Ω⁰ into the kernel's memory: T and a*, the same for all replicas, and every replica's A, B and a. Lazily trained
 * students start on reference rows, so that their B is zero. Throws NotPositiveSemidefiniteError when Ω⁰ is not a
 * covariance.
 */
export function placeInitialState(
  kernel: SimulatorKernel,
  model: CompleteModel,
  states: readonly ReplicaState[],
): void {
  const { studentWidth: p, teacherWidth: k, training, secondLayer } = model;
  const K = training === 'lazy' ? k + p : k;
  const { factor, rank } = jointFactor(model.initial);
  const entry = (row: number, column: number) => (column < rank ? factor[row * rank + column] : 0);

  const T = doublesAt(kernel, kernel.addressOfReferenceFactor(), (K * (K + 1)) / 2);
  for (let row = 0; row < K; row++) {
    for (let column = 0; column <= row; column++) T[(row * (row + 1)) / 2 + column] = entry(row, column);
  }
  const teacherOutputs = doublesAt(kernel, kernel.addressOfTeacherOutputs(), k);
  secondLayer.teacher.forEach((output, r) => (teacherOutputs[r] = output / k));

  const inSpan = new Float64Array(p * K);
  for (let i = 0; i < p; i++) {
    for (let column = 0; column < K; column++) inSpan[i * K + column] = entry(k + i, column);
  }
  for (const state of states) {
    state.setInSpan(inSpan);
    state.setSecondLayer(secondLayer.student);
  }
  const pairs = new Set(states.map(({ pair }) => pair));
  for (const pair of pairs) {
    kernel.clearOutOfSpan(pair);
    // Added one by one, the columns leave a zero column of L wherever a pivot is zero.
    for (let column = K; column < rank; column++) {
      const to = kernel.addressOfOutOfSpanColumn();
      for (const state of states.filter((other) => other.pair === pair)) {
        for (let i = 0; i < p; i++) state.columnEntry(kernel, to, i)[0] = entry(k + i, column);
      }
      kernel.addOutOfSpanColumn(pair);
    }
  }
}
