import type { EngineName } from '../../src/index.ts';
import { fieldCount, type CompleteModel } from '../../src/model/complete-model.ts';
import type { Draw } from './chosen-normals.ts';

/** A χ² that a kernel draws: its degrees of freedom, and where its normal and its uniforms are among a lane's. */
export interface ChiSquareDraw {
  readonly degreesOfFreedom: number;
  readonly normal: number;
  readonly uniform: number;
}

/** Where a sample's draws are. */
export interface SamplePlan {
  /** For every coordinate of the input, which of the lanes of its run draws it, and its number among the lane's normals. */
  readonly coordinates: readonly { readonly laneOfRun: number; readonly index: number }[];
  /** ζ */
  readonly zeta: number | undefined;
  /** Of a mini-batch: the row of Bartlett's factor left of its diagonal. */
  readonly row: readonly number[];
  /** The squared length of what the input has outside the coordinates, or outside these and the rests of earlier samples. */
  readonly rest: ChiSquareDraw | undefined;
}

/** What an engine's kernel draws in one step. */
export interface StepPlan {
  readonly lanes: readonly (readonly Draw[])[];
  readonly samples: readonly SamplePlan[];
}

export function stepPlan(name: EngineName, model: CompleteModel): StepPlan {
  return name === 'projected' ? planOfProjected(model) : planOfDirect(model);
}

/** Both lanes draw the same, each for a run of its own. */
function planOfProjected(model: CompleteModel): StepPlan {
  const { inputDimension: d, batchSize, noise } = model;
  const columns = fieldCount(model);
  const outside = d - columns;
  const lane: Draw[] = [];
  const next = { normal: 0, uniform: 0 };
  const draw = (kind: Draw): number => {
    lane.push(kind);
    return next[kind]++;
  };
  const chiSquare = (degreesOfFreedom: number): ChiSquareDraw => {
    const place = { degreesOfFreedom, normal: draw('normal'), uniform: draw('uniform') };
    if (degreesOfFreedom < 2) draw('uniform');
    return place;
  };
  const samples = Array.from({ length: batchSize }, (_, s): SamplePlan => {
    const coordinates = Array.from({ length: columns }, () => ({ laneOfRun: 0, index: draw('normal') }));
    const zeta = noise > 0 ? draw('normal') : undefined;
    const row = Array.from({ length: Math.min(s, outside) }, () => draw('normal'));
    return { coordinates, zeta, row, rest: s < outside ? chiSquare(outside - s) : undefined };
  });
  return { lanes: [lane, lane], samples };
}

/** One run, whose even coordinates come from the first lane and whose odd ones from the second. */
function planOfDirect({ inputDimension: d, batchSize, noise }: CompleteModel): StepPlan {
  const pairs = Math.ceil(d / 2);
  const normalsOfSample = pairs + (noise > 0 ? 1 : 0);
  const lane = Array.from({ length: batchSize * normalsOfSample }, () => 'normal' as const);
  const samples = Array.from({ length: batchSize }, (_, s): SamplePlan => {
    const from = s * normalsOfSample;
    const coordinates = Array.from({ length: d }, (__, j) => ({
      laneOfRun: j % 2,
      index: from + Math.floor(j / 2),
    }));
    return { coordinates, zeta: noise > 0 ? from + pairs : undefined, row: [], rest: undefined };
  });
  return { lanes: [lane, lane], samples };
}
