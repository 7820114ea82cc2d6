import { erfActivation, type TeacherActivationName } from '@crossover/math-core';
import type { CompleteModel } from '../../src/model/complete-model.ts';

/** σ and σ' written down once more, plainly. */
export const activations: Readonly<
  Record<TeacherActivationName, { value(z: number): number; slope(z: number): number }>
> = {
  erf: { value: (z) => erfActivation.value(z), slope: (z) => erfActivation.derivative(z) },
  linear: { value: (z) => z, slope: () => 1 },
  quadratic: { value: (z) => z * z, slope: (z) => 2 * z },
  hermite2: { value: (z) => z * z - 1, slope: (z) => 2 * z },
  relu: { value: (z) => Math.max(z, 0), slope: (z) => (z > 0 ? 1 : 0) },
  sign: { value: (z) => Math.sign(z), slope: () => 0 },
};

/** What one sample does: how it moves the weights, c in units of √d x, and the second layer. */
export interface SampleEffect {
  readonly changes: number[];
  readonly secondLayerChanges: number[];
}

/**
 * E = y − f̂ and its consequences, in the equations of model.md §2, for the fields of one sample.
 *
 * @param initialFields λ⁰ of lazy training
 */
export function sampleEffect(
  model: CompleteModel,
  secondLayer: Float64Array,
  fields: readonly number[],
  initialFields: readonly number[],
  teacherFields: readonly number[],
  labelNoise: number,
): SampleEffect {
  const { studentWidth: p, teacherWidth: k, inputDimension: d, learningRate, batchSize } = model;
  const student = activations[model.activation];
  const lazy = model.training === 'lazy';
  const around = lazy ? initialFields : fields;
  const slopes = around.map((field) => student.slope(field));
  const outputs = around.map((field, i) =>
    lazy ? student.value(field) + slopes[i] * (fields[i] - field) : student.value(field),
  );
  let label = labelNoise;
  teacherFields.forEach((field, r) => {
    label += (model.secondLayer.teacher[r] / k) * activations[model.teacherActivation].value(field);
  });
  const output = outputs.reduce((sum, value, i) => sum + secondLayer[i] * value, 0) / p;
  const error = label - output;
  return {
    changes: slopes.map((slope, i) => (learningRate / (batchSize * p * d)) * error * secondLayer[i] * slope),
    secondLayerChanges: outputs.map(
      (value) => (model.secondLayer.learningRate / (batchSize * p)) * error * value,
    ),
  };
}
