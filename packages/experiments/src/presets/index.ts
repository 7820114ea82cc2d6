import {
  experimentSpecificationSchema,
  type ExperimentInput,
  type ExperimentSpecification,
} from '../sweeps/experiment-specification.ts';
import { crossover } from './crossover.ts';
import { figure3, figure4a, figure7 } from './paper.ts';

const presets: readonly ExperimentInput[] = [crossover, figure3, figure4a, figure7];

/** Names of the built-in experiments, the default demonstration first. */
export const presetNames: readonly string[] = presets.map(({ name }) => name);

/** The built-in experiment of this name with its defaults filled in, or undefined. */
export function findPreset(name: string): ExperimentSpecification | undefined {
  const preset = presets.find((candidate) => candidate.name === name);
  return preset === undefined ? undefined : experimentSpecificationSchema.parse(preset);
}
