import { describe, expect, it } from 'vitest';
import {
  expandExperiment,
  findPreset,
  formatExperiment,
  parseExperiment,
  presetNames,
  runIdentity,
} from '../../src/index.ts';

describe('an experiment written as a file', () => {
  const all = presetNames.flatMap((name) =>
    (['full', 'quick'] as const).map((profile) => ({ name, profile })),
  );

  it.each(all)('is read back to the same runs and figures: $name, $profile', ({ name, profile }) => {
    const experiment = findPreset(name, profile)!;
    const text = formatExperiment(experiment);
    const back = parseExperiment(text, { name: 'preset.yaml' });
    expect(back.figures).toEqual(experiment.figures);
    expect(expandExperiment(back).map(runIdentity)).toEqual(expandExperiment(experiment).map(runIdentity));
  });

  it('says what its fields mean, once', () => {
    const text = formatExperiment(findPreset('crossover')!);
    expect(text.match(/# Δ, variance of the label noise/g)).toHaveLength(1);
    expect(text).toMatch(/inputDimension: \[30, 100, 300\]|inputDimension: \[ 30, 100, 300 \]/);
  });
});
