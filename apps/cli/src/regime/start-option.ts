import type { OrderParameters } from '@crossover/experiments';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { readOverlapsFile } from '../model/initial-option.ts';

/** Starts that the finite-d equations are followed from. */
export type RegimeStart = 'teacher-span' | 'sphere' | OrderParameters;

/** Reads `--initial` of `crossover regime`. @throws UsageError for anything but a law it knows or a file of overlaps */
export function readStart(text: string): RegimeStart {
  if (text === 'teacher-span' || text === 'sphere') return text;
  if (text === 'gaussian' || text === 'symmetric') throw new UsageError(messages.startOfRegime(text));
  const { Q, M, P } = readOverlapsFile(text);
  const [studentWidth, teacherWidth] = [Q.length, P.length];
  for (const [name, rows, height, width] of [
    ['Q', Q, studentWidth, studentWidth],
    ['M', M, studentWidth, teacherWidth],
    ['P', P, teacherWidth, teacherWidth],
  ] as const) {
    if (rows.length !== height || rows.some((row) => row.length !== width)) {
      throw new UsageError(messages.overlapsOfOtherShape(text, name, height, width));
    }
  }
  const flat = (rows: number[][]): Float64Array => Float64Array.from(rows.flat());
  return { studentWidth, teacherWidth, Q: flat(Q), M: flat(M), P: flat(P) };
}
