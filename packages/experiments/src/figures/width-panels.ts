import { canonicalJson } from '../specification/canonical-json.ts';
import type { RunSpecification } from '../specification/run-specification.ts';
import { studentWidthOf, scalingOf } from '../specification/scaling-of.ts';
import { gathered, seriesKey } from './series-key.ts';

/**
 * The sweeps over p among runs, in order of first appearance. The runs of a sweep share everything but their width, their start,
 * their times, and the rates γ₀ and of the second layer, which may be scaled with the width; where one width was run at
 * several rates, these are an axis of their own, and each makes a sweep.
 */
export function widthSweeps(runs: readonly RunSpecification[]): RunSpecification[][] {
  return gathered(runs, modelKey).flatMap((sweep) => {
    const widths = new Set(sweep.map(studentWidthOf));
    const ratedWidths = new Set(sweep.map((run) => `${studentWidthOf(run)} ${ratesKey(run)}`));
    return ratedWidths.size > widths.size ? gathered(sweep, ratesKey) : [sweep];
  });
}

function modelKey(run: RunSpecification): string {
  const { secondLayer, initial } = run;
  const shared = seriesKey(run, [
    'widthPrefactor',
    'kappa',
    'learningRatePrefactor',
    'secondLayer',
    'initial',
    'seed',
    'replica',
    'times',
    'engine',
    'relativeTolerance',
  ]);
  // Overlaps and output weights that are given have the size of the student.
  const start = initial.kind === 'explicit' ? { kind: initial.kind, P: initial.P } : initial;
  const { kind, teacher } = secondLayer;
  return [shared, scalingOf(run).regime.name, canonicalJson({ kind, teacher, start })].join(' ');
}

function ratesKey({ learningRatePrefactor, secondLayer }: RunSpecification): string {
  return `${learningRatePrefactor} ${secondLayer.kind === 'trained' ? secondLayer.rate : ''}`;
}

/** A text that the replicas of one random start share. */
export function startKey({ seed, initial }: RunSpecification): string {
  return initial.kind === 'explicit' ? canonicalJson(initial) : String(seed);
}
