import type { ActivationName, TeacherActivationName } from '@crossover/math-core';
import type { Inputs, SimulationModel } from './simulation-model.ts';

/** A model with its defaults spelled out. */
export interface CompleteModel extends SimulationModel {
  readonly activation: ActivationName;
  readonly teacherActivation: TeacherActivationName;
  readonly secondLayer: {
    readonly student: Float64Array;
    readonly teacher: Float64Array;
    readonly learningRate: number;
  };
  readonly weightDecay: number;
  readonly batchSize: number;
  readonly training: 'full' | 'lazy';
  readonly inputs: Inputs;
}

export function completeModel(model: SimulationModel): CompleteModel {
  const { activation = 'erf', secondLayer = {} } = model;
  return {
    ...model,
    activation,
    teacherActivation: model.teacherActivation ?? activation,
    secondLayer: {
      student: secondLayer.student ?? new Float64Array(model.studentWidth).fill(1),
      teacher: secondLayer.teacher ?? new Float64Array(model.teacherWidth).fill(1),
      learningRate: secondLayer.learningRate ?? 0,
    },
    weightDecay: model.weightDecay ?? 0,
    batchSize: model.batchSize ?? 1,
    training: model.training ?? 'full',
    inputs: model.inputs ?? { kind: 'isotropic' },
  };
}

/** n, the fields whose joint law the projected engine follows: students, teachers, and the initial students when lazy. */
export function fieldCount({
  studentWidth,
  teacherWidth,
  training,
}: Pick<SimulationModel, 'studentWidth' | 'teacherWidth' | 'training'>): number {
  return (training === 'lazy' ? 2 : 1) * studentWidth + teacherWidth;
}
