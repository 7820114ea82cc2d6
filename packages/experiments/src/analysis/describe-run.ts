import type { RegimeName } from '@crossover/ode-theory';
import { changedOptions } from '../specification/changed-options.ts';
import { modelOptionDefaults, type ModelOptionName } from '../specification/model-options.ts';
import { regimeLabels } from '../specification/regime-labels.ts';
import type { Equations, RunSpecification } from '../specification/run-specification.ts';
import { scalingOf } from '../specification/scaling-of.ts';

/** What a plot or a table says about a run. */
export interface RunDescription {
  readonly kind: 'simulation' | 'theory';
  /** Null for a simulation. */
  readonly equations: Equations | null;
  readonly regime: RegimeName;
  /** ϑ = κ + δ, snapped to a boundary of the phase diagram when within tolerance. */
  readonly regimeTheta: number;
  readonly studentWidth: number;
  readonly teacherWidth: number;
  /** d; null for a theory run that does not depend on it. */
  readonly inputDimension: number | null;
  /** Δ; 0 for a mean-field run, into whose equations it does not enter. */
  readonly noise: number;
  readonly kappa: number;
  readonly delta: number;
  /** γ₀ */
  readonly gamma0: number;
  /** p₀ */
  readonly widthPrefactor: number;
  /** δt, with t = ν δt; null for a theory run that does not depend on d. */
  readonly timeStep: number | null;
  /** Null for a theory run. */
  readonly replica: number | null;
  /** What the run changes in the default model, in words such as "relu" and "b = 5". */
  readonly options: readonly string[];
  /** One line for a legend, such as "plateau · Δ = 0.001 · d = 1000 · simulation, replica 2". */
  readonly label: string;
}

/** What a run changes in the default model, such as "relu" or "b = 5". */
function optionsInWords(run: RunSpecification): string[] {
  const specification = run.kind === 'theory' ? { ...modelOptionDefaults, ...run } : run;
  const { activation, teacherActivation, secondLayer, weightDecay, batchSize, training, inputs } =
    specification;
  const words: Readonly<Record<ModelOptionName, string>> = {
    activation,
    teacherActivation: `${teacherActivation} teacher`,
    secondLayer:
      secondLayer.kind === 'trained' ? `second layer at rate ${secondLayer.rate}` : 'given second layer',
    weightDecay: `weight decay ${weightDecay}`,
    batchSize: `b = ${batchSize}`,
    training,
    inputs: inputs.kind === 'power-law' ? `inputs ∝ j^−${inputs.exponent}` : `${inputs.kind} inputs`,
  };
  return changedOptions(specification).map((name) => words[name]);
}

/** A run in the words of plots and tables. */
export function describeRun(specification: RunSpecification): RunDescription {
  const { kind, teacherWidth, inputDimension, noise, kappa, delta } = specification;
  const { regime, studentWidth, timeStep } = scalingOf(specification);
  const source =
    specification.kind === 'theory'
      ? `${specification.equations} theory`
      : `simulation, replica ${specification.replica}`;
  const options = optionsInWords(specification);
  // The noise does not enter the equations of the particles.
  const isNoiseless = specification.kind === 'theory' && specification.equations === 'mean-field';
  const dimension = inputDimension === null ? [] : [`d = ${inputDimension}`];
  return {
    kind,
    equations: specification.kind === 'theory' ? specification.equations : null,
    regime: regime.name,
    regimeTheta: regime.theta,
    studentWidth,
    teacherWidth,
    inputDimension,
    noise,
    kappa,
    delta,
    gamma0: specification.learningRatePrefactor,
    widthPrefactor: specification.widthPrefactor,
    timeStep,
    replica: specification.kind === 'simulation' ? specification.replica : null,
    options,
    label: [
      regimeLabels[regime.name],
      ...(isNoiseless ? [] : [`Δ = ${noise}`]),
      ...dimension,
      ...optionsInWords(specification),
      source,
    ].join(' · '),
  };
}
