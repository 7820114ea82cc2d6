import type { CurveKind } from '../trajectories/input.ts';
import type { AlignmentLine, AlignmentPanel } from './input.ts';

/** |alignment| from which on a unit counts as specialised: an angle of 26° with its teacher. */
export const SPECIALISED = 0.9;

/** When the units of one run specialise. */
export interface Specialisation {
  readonly source: CurveKind;
  readonly units: number;
  /** Time of each unit that does, ascending: the first output from which on |alignment| stays at 0.9 or above. */
  readonly times: readonly number[];
  /** Median over all units, those that never do counted as ∞; null where that is infinite or unknown. */
  readonly median: number | null;
  /** Last time that is known. */
  readonly last: number;
}

/** The first time from which on the alignment stays large, to the end; null when it does not end so. */
export function specialisationTime({ points }: AlignmentLine): number | null {
  const lastBelow = points.findLastIndex(({ alignment }) => !(Math.abs(alignment) >= SPECIALISED));
  return lastBelow + 1 < points.length ? points[lastBelow + 1].time : null;
}

function median(times: readonly number[], units: number): number | null {
  const lower = times.at(Math.floor((units - 1) / 2));
  const upper = times.at(Math.ceil((units - 1) / 2));
  return units === 0 || lower === undefined || upper === undefined ? null : 0.5 * (lower + upper);
}

/** Of the simulation where there is one, else of the first theory; null for a panel without lines. */
export function specialisationOf({ lines }: AlignmentPanel): Specialisation | null {
  const drawn = lines.filter(({ points }) => points.length > 0);
  const source = drawn.some((line) => line.source === 'simulation') ? 'simulation' : drawn.at(0)?.source;
  if (source === undefined) return null;
  const members = drawn.filter((line) => line.source === source);
  const times = members
    .map(specialisationTime)
    .filter((time) => time !== null)
    .sort((a, b) => a - b);
  return {
    source,
    units: members.length,
    times,
    median: median(times, members.length),
    last: Math.max(...members.map(({ points }) => points[points.length - 1].time)),
  };
}
