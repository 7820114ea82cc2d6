import {
  experimentSpecificationSchema,
  type ExperimentInput,
  type ExperimentSpecification,
} from '../sweeps/experiment-specification.ts';
import { convergenceRate } from './convergence-rate.ts';
import { crossover } from './crossover.ts';
import { finiteSize } from './finite-size.ts';
import { meanField } from './mean-field.ts';
import { figure1 } from './paper/figure-1.ts';
import { figure2 } from './paper/figure-2.ts';
import { figure3 } from './paper/figure-3.ts';
import { figure6 } from './paper/figure-6.ts';
import { figure7 } from './paper/figure-7.ts';
import { figure8 } from './paper/figure-8.ts';
import { figure9 } from './paper/figure-9.ts';
import { figure4a, figure4b, figure5a, figure5b } from './paper/perfect-learning.ts';
import { phaseDiagram } from './phase-diagram.ts';
import { plateauEscape } from './plateau-escape.ts';
import type { Preset, PresetProfile } from './preset.ts';
import { rateVersusTime } from './rate-versus-time.ts';
import { width } from './width.ts';

const presets: readonly Preset[] = [
  crossover,
  figure1,
  figure2,
  figure3,
  figure4a,
  figure4b,
  figure5a,
  figure5b,
  figure6,
  figure7,
  figure8,
  figure9,
  phaseDiagram,
  convergenceRate,
  width,
  finiteSize,
  rateVersusTime,
  meanField,
  plateauEscape,
];

/** Names of the built-in experiments, the default demonstration first. */
export const presetNames: readonly string[] = presets.map(({ full }) => full.name);

/** The built-in experiment of this name with its defaults filled in, or undefined. The name of a quick one ends in `-quick`. */
export function findPreset(
  name: string,
  profile: PresetProfile = 'full',
): ExperimentSpecification | undefined {
  const preset: ExperimentInput | undefined = presets.find(({ full }) => full.name === name)?.[profile];
  return preset === undefined ? undefined : experimentSpecificationSchema.parse(preset);
}
