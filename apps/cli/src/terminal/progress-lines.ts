import type { ExecutionState, RunUnderWay } from '../local/execution-state.ts';
import { formatDuration } from './duration.ts';

const BAR = 24;
/** A bar needs this many columns to say anything beside the words. */
const COLUMNS_WITH_BAR = 70;
/** Runs under way that are listed; the others are counted. */
const MOST_LISTED = 8;

/** 1.2 M steps/s: three digits with the unit that fits. */
export function formatRate(perSecond: number): string {
  const units = [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const;
  const [size, unit] = units.find(([least]) => perSecond >= least) ?? [1, ''];
  return `${Number((perSecond / size).toPrecision(3))}${unit === '' ? '' : ` ${unit}`}`.replace(
    / (.)$/,
    ' $1',
  );
}

/** One line about the whole: title, share, runs, rate, time left. */
export function overallLine(state: ExecutionState): string {
  const { title, fraction, finished, failed, total, stepsPerSecond, secondsLeft } = state;
  return [
    `${title} ${Math.floor(100 * fraction)} %`,
    `${finished} of ${total} runs${failed > 0 ? `, ${failed} failed` : ''}`,
    ...(stepsPerSecond === null ? [] : [`${formatRate(stepsPerSecond)} steps/s`]),
    ...(secondsLeft === null ? [] : [`${formatDuration(secondsLeft)} left`]),
  ].join(' · ');
}

/** The display of a terminal of this width: a line about the whole with a bar, and one for each run under way. */
export function progressLines(state: ExecutionState, columns: number): string[] {
  const bar = columns >= COLUMNS_WITH_BAR ? `${barOf(state.fraction)} ` : '';
  const listed = state.underWay.slice(0, MOST_LISTED);
  const more = state.underWay.length - listed.length;
  return [
    `${bar}${overallLine(state)}`,
    ...listed.map(runLine),
    ...(more > 0 ? [`  … and ${more} more under way`] : []),
  ].map((line) => cut(line, columns - 1));
}

function barOf(fraction: number): string {
  const full = Math.round(BAR * fraction);
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`;
}

function runLine({ label, fraction, stepsPerSecond, secondsLeft }: RunUnderWay): string {
  const facts = [
    `${String(Math.floor(100 * fraction)).padStart(3)} %`,
    ...(stepsPerSecond === null ? [] : [`${formatRate(stepsPerSecond)}/s`]),
    ...(secondsLeft === null ? [] : [`${formatDuration(secondsLeft)} left`]),
  ];
  return `  ${facts.join(' · ')}  ${label}`;
}

/** A line that wraps could not be rewritten. */
function cut(line: string, width: number): string {
  const characters = [...line];
  return characters.length <= width ? line : `${characters.slice(0, Math.max(1, width - 1)).join('')}…`;
}
