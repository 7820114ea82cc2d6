import { scheduleLength, type ExperimentPlan, type PlannedPoint } from '@crossover/experiments';
import { formatDuration } from '../terminal/duration.ts';
import { formatRate } from '../terminal/progress-lines.ts';

/** On what a plan would be carried out. */
export interface Workforce {
  readonly threads: number;
  /** Seconds a thread takes for a unit of work. */
  readonly secondsPerWork: number;
  /** In words, such as "2 threads of this machine". */
  readonly name: string;
}

/** Bytes of a number in the files of a result, JSON and CSV together; measured on results of the presets. */
const BYTES_ON_DISK = 60;
/** Of a thread, before its run. */
const THREAD_BYTES = 60 * 2 ** 20;
const HOUR = 3600;

/** The plan for programs. */
export function planData(name: string, plan: ExperimentPlan, workforce: Workforce) {
  const { threads, secondsPerWork } = workforce;
  const jobs = plan.points.flatMap((point) => point.jobs);
  return {
    experiment: name,
    runs: plan.runs,
    finished: plan.finished,
    steps: plan.steps,
    threads,
    cpuSeconds: plan.work * secondsPerWork,
    wallSeconds: scheduleLength(jobs, threads) * secondsPerWork,
    longestRunSeconds: plan.longestJob * secondsPerWork,
    memoryBytes: plan.memory,
    resultBytes: BYTES_ON_DISK * plan.numbers,
    points: plan.points.map((point) => ({
      part: point.part,
      label: pointLabel(point),
      regime: point.description.regime,
      runs: point.runs,
      finished: point.finished,
      steps: point.steps,
      secondsEach: (point.jobs[0] ?? 0) * secondsPerWork,
      memoryBytes: point.memory,
    })),
    warnings: warningsOf(plan, workforce),
  };
}

/** What the plan of one parameter point is called: everything but the replica. */
function pointLabel({ description }: PlannedPoint): string {
  return description.label.replace(/, replica \d+$/, '');
}

function warningsOf(
  { points, longestJob, work }: ExperimentPlan,
  { secondsPerWork, threads }: Workforce,
): string[] {
  const red = points.filter(({ description }) => description.regime === 'no-ode').length;
  const longest = longestJob * secondsPerWork;
  const share = (work * secondsPerWork) / threads;
  return [
    ...(red > 0 ? [`${red} of ${points.length} parameter points have no ODE: nothing to compare with.`] : []),
    ...(longest > HOUR
      ? [`The longest run takes ${formatDuration(longest)}; checkpoints let it be interrupted.`]
      : []),
    ...(longest > 1.5 * share && longest > 10
      ? [
          `One run takes ${formatDuration(longest)}, longer than all others share out to: more threads do not help.`,
        ]
      : []),
  ];
}

/** The plan for people: a table of parameter points, then what it comes to. */
export function planText(name: string, plan: ExperimentPlan, workforce: Workforce): string {
  const data = planData(name, plan, workforce);
  const lines = planTable(data.points);
  const left = plan.runs - plan.finished;
  return [
    ...lines,
    '',
    `${plan.runs} runs, ${plan.finished} of them finished already; ${formatRate(plan.steps)} SGD steps to take.`,
    left === 0
      ? 'Nothing is left to compute.'
      : `About ${formatDuration(data.wallSeconds)} on ${workforce.name} (${formatDuration(data.cpuSeconds)} of one thread; the longest run ${formatDuration(data.longestRunSeconds)}). Right within a factor of 1.5 on an idle machine.`,
    `Memory: up to ${formatBytes(plan.memory)} a run, beside ${formatBytes(THREAD_BYTES)} a thread; results about ${formatBytes(data.resultBytes)}.`,
    ...data.warnings.map((warning) => `Note: ${warning}`),
    '',
  ].join('\n');
}

/** A line a parameter point, those of each part under its label where there are several parts. */
function planTable(points: ReturnType<typeof planData>['points']): string[] {
  const parts = [...new Set(points.map(({ part }) => part))];
  const rowOf = ({ label, runs, finished, steps, secondsEach }: (typeof points)[number]): string[] => [
    label,
    finished > 0 ? `${runs} (${finished} done)` : String(runs),
    steps === null ? '–' : formatRate(steps),
    finished === runs ? '–' : formatDuration(secondsEach),
  ];
  const header = ['parameter point', 'runs', 'steps each', 'time each'];
  const indent = parts.length > 1 ? '  ' : '';
  const sections = parts.map((part) => ({
    title: part === '' ? 'other parts' : part,
    rows: points.filter((point) => point.part === part).map(rowOf),
  }));
  const all = [header, ...sections.flatMap(({ rows }) => rows)];
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row: readonly string[], before: string): string =>
    before +
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column])))
      .join('  ');
  return [
    line(header, indent),
    ...sections.flatMap(({ title, rows }) => [
      ...(parts.length > 1 ? [title] : []),
      ...rows.map((row) => line(row, indent)),
    ]),
  ];
}

function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  return `${Number((bytes / 2 ** (10 * power)).toPrecision(3))} ${units[power]}`;
}
