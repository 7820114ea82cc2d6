import { show } from './specification/show.ts';

const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toPrecision(3)} GiB`;

/** Every longer message of the package: what was found, what is needed, what to do. */
export const messages = {
  unknownField: (field: string, meant: string | undefined) =>
    `unknown field ${field}${meant === undefined ? '' : ` (did you mean ${show(meant)}?)`}: remove or correct the spelling; a field that is ignored would change what is computed without notice.`,

  wrongType: (found: unknown, expected: string) => `found ${show(found)}, but ${expected} is needed here.`,
  tooLong: (found: unknown, limit: string, what: string) =>
    `found ${show(found)}, but at most ${limit} ${what} are allowed.`,

  fileTooLong: (length: number, limit: number) =>
    `the text has ${length} characters, more than the ${limit} allowed: shorten its lists, or split the experiment.`,
  unreadableText: (problem: string, advice: string | undefined) => {
    const sentence = problem.replace(/\.$/, '');
    return `this is neither YAML nor JSON: ${sentence}${advice === undefined ? '' : `; ${advice}`}.`;
  },
  tooManyValues: (limit: number) =>
    `the file has more than ${limit} values, repetitions by aliases included: shorten its lists, or split the experiment.`,
  tooDeep: (limit: number) =>
    `this is nested deeper than ${limit} levels, which no experiment needs: remove brackets, or an alias to what it lies in.`,
  tooManyAliases: (limit: number) =>
    `anchors are used more than ${limit} times: write values out, or sweep them by an axis.`,
  unknownAnchor: (anchor: string) =>
    `there is no anchor &${anchor} before this: define it, or quote text that begins with *.`,
  unnamedField: () => 'the name of a field must be text: write "name: value".',
  repeatedField: (field: string) => `the field ${field} is given twice: keep one of them.`,
  notAnExperiment: (found: unknown) =>
    `found ${found === null ? 'an empty file' : show(found)}, but an experiment has fields such as "name", "base" and "axes": write "name: my-sweep" and go on from there.`,
  partFieldBesideParts: (field: string) =>
    `found "${field}" beside "parts": put it into each of the parts, or leave "parts" out for an experiment of one part.`,
  noParts: () =>
    'nothing says what to run: give "base", the parameters of the runs, or "parts", a list of groups of runs.',
  unknownOverride: (name: string, meant: string | undefined) =>
    `there is no parameter ${name} to change${meant === undefined ? '' : ` (did you mean ${show(meant)}?)`}: name a parameter of a run, such as "noise", or "replicas", "theory", "simulation" or "tMax".`,
  overriddenTwice: (name: string, other: string) =>
    `${show(name)} and ${show(other)} are the same parameter: give one of them.`,
  overrideOfNothing: (name: string) =>
    `the list for ${name} has no values: give at least one, or leave it out.`,
  overrideTooLong: (found: number, limit: number) =>
    `found ${found} values, but an axis may hold at most ${limit}: split the sweep.`,
  neitherTimesNorEnd: () =>
    'nothing says when the runs end: give "tMax", the last time, or "times", a list or a grid of them.',
  moreFaults: (count: number) => `… and ${count} more.`,

  simulatedOnly: (found: string, known: string) =>
    `found ${found}, but the equations of the theory hold for ${known} only, where the overlaps alone decide what comes next: ask for simulations alone (no "theory"), or leave the option out.`,
  decayTooFast: (weightDecay: number, timeStep: number) =>
    `the weight decay ${weightDecay} per unit of t takes away ${weightDecay * timeStep} of the weights in a step of δt = ${timeStep}; a step can take away at most all: lower it.`,
  givenInputsAreLocal: () =>
    'inputs from a file stay on the machine that has the file, and an experiment may run anywhere: use `crossover simulate --inputs FILE`.',
  listLength: (found: number, needed: number) =>
    `the list has ${found} numbers, but ${needed} are needed, one each: give as many, or leave it out.`,
  tooFewRows: (steps: number, batchSize: number, rows: number, passes: number) =>
    `the run needs ${steps * batchSize} inputs (${steps} steps of ${batchSize}), but ${rows} rows in ${passes} pass${passes === 1 ? '' : 'es'} are ${rows * passes}: end earlier, give more rows, or allow more passes.`,
  givenInputsLength: (found: number, rows: number, inputDimension: number) =>
    `The inputs handed over are ${found} numbers, but ${rows} rows of d = ${inputDimension} are ${rows * inputDimension}: pass the file that the specification was made from.`,
  givenInputsMissing: () =>
    'The run has inputs from a file, and they were not handed over with it: pass the numbers as the option `inputs`.',
  givenInputsDiffer: (found: string, needed: string) =>
    `The inputs handed over have the digest ${found}, but the run was specified for ${needed}: pass the same file that the specification was made from.`,

  timesNeedDimension: (unit: string) =>
    `times are in ${unit}, which the theory turns into its own t by d, but inputDimension is null: give inputDimension, or times of the unit "regime".`,
  fluctuationsNeedDimension: () =>
    'inputDimension is null, and how far replicas scatter depends on d: give inputDimension.',
  startNeedsDimension: (kind: string) =>
    `inputDimension is null, but the start "${kind}" is drawn in d dimensions: give inputDimension, or use the start "teacher-span".`,
  studentWidth: (found: number, limit: number) =>
    `p = round(p₀ d^κ) is ${found}, but a student needs 1 to ${limit} hidden units: change widthPrefactor, kappa or inputDimension.`,
  learningRate: (found: number) =>
    `γ = γ₀ d^{−δ} is ${found}, but it must be a positive finite number: change learningRatePrefactor or delta.`,
  theoryWidth: (fields: number, limit: number) =>
    `theory with p + k = ${fields} fields would cost (p + k)⁴ averages an evaluation; at most ${limit} fields are allowed: reduce widthPrefactor or kappa, or simulate.`,
  meanFieldRegime: (theta: number) =>
    `the equations "mean-field" are gradient flow, but at ϑ = κ + δ = ${theta} only the variance of the steps is left in the limit, and it depends on the width: ask for "limit", or choose κ + δ ≥ 0.`,
  meanFieldOnly: (needed: string, found: string) =>
    `found ${found}, but the equations "mean-field" hold for ${needed} only: leave it out, or ask for "limit".`,
  meanFieldStart: (kind: string) =>
    `the equations "mean-field" start from the law "teacher-span" or from given particles, but the start is "${kind}": use "teacher-span" or "explicit", or ask for "limit".`,
  meanFieldObservables: () =>
    'the equations "mean-field" are of particles that share no numbering with the units of a network: ask for the observables "risk".',
  meanFieldSize: (numbers: number, limit: number) =>
    `the particles at all output times would be ${numbers} numbers, more than the ${limit} allowed: ask for fewer output times or fewer particles.`,
  unitsOverlapOutsideSpan: (overlap: number) =>
    `units overlap by ${overlap} outside the teacher's span, and particles do not: give Q_ij = m_i P⁻¹ m_jᵀ for i ≠ j, or ask for "limit".`,
  particlesHaveNoOverlaps: () =>
    'The equations "mean-field" are of particles, and this question is about the equations of overlaps: ask it of "limit" or "finite".',
  teacherNeedsDimensions: (d: number, k: number) =>
    `an orthonormal teacher of k = ${k} units needs d ≥ ${k}, but inputDimension is ${d}: use a larger inputDimension or a smaller teacherWidth.`,
  directMemory: (weights: number, limit: number) =>
    `the direct engine would hold ${weights} weights (${gibibytes(8 * weights)}), more than the ${limit} allowed (${gibibytes(8 * limit)}): use the engine "projected", or a smaller inputDimension.`,
  stepCount: (steps: number, limit: number) =>
    `the last output time lies at step ${steps}, but a run may take at most ${limit} steps: end earlier or use a smaller inputDimension.`,
  resultSize: (numbers: number, limit: number) =>
    `the result would hold ${numbers} numbers, more than the ${limit} allowed: ask for the observables "risk", or for fewer output times.`,

  tooManyRuns: (found: number, limit: number) =>
    `the experiment would have ${found} runs, more than the ${limit} allowed: shorten its axes or lower replicas, or split it.`,

  resultLength: (found: number, needed: number, times: number, record: number) =>
    `The encoded result has ${found} bytes, but this run's needs ${needed} (header, P, ${times} output times × ${record} numbers): fetch it again, or check that specification and bytes belong together.`,
  resultHeader: (found: string, needed: string) =>
    `The bytes begin with ${found || 'nothing'}, but an encoded result of this version begins with ${needed}: they are no result or come from another version.`,
  pointsLength: (found: number, count: number, record: number) =>
    `The encoded points have ${found} bytes, but ${count} points × ${record} numbers need ${8 * count * record}: send them again.`,
  pointsRange: (firstIndex: number, count: number, times: number) =>
    `${count} points from index ${firstIndex} on were given, but the run has output times 0 to ${times - 1} only: check that specification and points belong together.`,

  checkpointHeader: (found: string) =>
    `The bytes begin with ${found || 'nothing'}, which is no checkpoint of this version: start the run anew.`,
  checkpointDamaged: (length: number) =>
    `The checkpoint of ${length} bytes is damaged or cut off (its seal does not fit): take an earlier one, or start the run anew.`,
  checkpointOfOther: (found: string, needed: string) =>
    `The checkpoint belongs to run ${found}, but this is run ${needed}: resume it with the specification it was made for.`,

  notOneGroup: (groups: number) =>
    `These runs are of ${groups} different simulations, but only replicas of one advance together: execute the others on their own.`,
  aborted: (reason: unknown) =>
    `The run was stopped before it was finished${reason === undefined ? '' : ` (${reason instanceof Error ? reason.message : show(reason)})`}: resume it from its last checkpoint, or start it again.`,
  diverged: (risk: number, time: number, index: number) =>
    `The run diverged: the risk is ${risk} at output time t = ${time} (index ${index}). Lower learningRatePrefactor or noise, or end earlier.`,
} as const;
