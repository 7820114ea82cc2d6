import type { InvalidSpecificationError } from '@crossover/experiments';

/** Fields of a specification by the options that set them. */
const optionOfField: Readonly<Record<string, string>> = {
  widthPrefactor: '--p0',
  teacherWidth: '--k',
  inputDimension: '--d',
  kappa: '--kappa',
  delta: '--delta',
  learningRatePrefactor: '--gamma0',
  noise: '--noise',
  initial: '--initial',
  'initial.standardDeviation': '--standard-deviation',
  'initial.selfOverlap': '--self-overlap',
  'initial.alignment': '--alignment',
  'initial.perturbation': '--perturbation',
  seed: '--seed',
  times: '--times',
  engine: '--engine',
  equations: '--equations',
  activation: '--activation',
  teacherActivation: '--teacher-activation',
  secondLayer: '--second-layer-rate',
  'secondLayer.student': '--student-outputs',
  'secondLayer.teacher': '--teacher-outputs',
  weightDecay: '--weight-decay',
  batchSize: '--batch',
  training: '--lazy',
  inputs: '--inputs',
  'inputs.exponent': '--spectrum',
  'inputs.eigenvalues': '--spectrum',
  'initial.teacher': '--teacher',
};

/** Field names that are no ordinary words, so that they can be found in a sentence. */
const fieldInSentence = /\b(widthPrefactor|teacherWidth|inputDimension|learningRatePrefactor)\b/g;

/** The faults of a specification, in the words of the command line. */
export function optionWording({ issues }: InvalidSpecificationError): string {
  return issues
    .map(({ path, message }) => {
      const said = message.replace(fieldInSentence, (field) => optionOfField[field] ?? field);
      return path === '' ? said : `${optionOf(path)}: ${said}`;
    })
    .join('\n');
}

/** `times.3` lies inside what `--times` sets, `initial.Q.0.1` inside what `--initial` sets. */
function optionOf(path: string): string {
  const steps = path.split('.');
  return (
    optionOfField[path] ?? optionOfField[steps.slice(0, 2).join('.')] ?? optionOfField[steps[0] ?? ''] ?? path
  );
}
