import type { ExperimentInput } from '../sweeps/experiment-specification.ts';

/** How much of a preset is run: `quick` asks the same with smaller sizes, within a minute on two cores. */
export type PresetProfile = 'full' | 'quick';

/** An experiment that anyone can rerun by its name. */
export type Preset = Readonly<Record<PresetProfile, ExperimentInput>>;

/** The two profiles of one experiment; the quick one has `-quick` behind its name, so that its results have a place of their own. */
export function preset(
  full: ExperimentInput,
  quick: Pick<ExperimentInput, 'parts'> & Partial<ExperimentInput>,
): Preset {
  return { full, quick: { ...full, ...quick, name: `${full.name}-quick` } };
}
