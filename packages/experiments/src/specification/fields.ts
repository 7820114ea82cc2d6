import { z } from '../zod.ts';
import { show } from './show.ts';

/**
 * Builders of the numeric fields of a specification. Each message says what was found, what is needed and
 * an example of it.
 */
type RawIssue = { readonly input?: unknown };

function message(meaning: string, needed: string) {
  return (issue: RawIssue) =>
    issue.input === undefined
      ? `${meaning} is missing: give ${needed}.`
      : `found ${show(issue.input)}, but ${meaning} must be ${needed}.`;
}

/** −0 becomes 0: JSON cannot tell them apart, so they must not differ in anything computed either. */
const positiveZero = (value: number): number => value + 0;

/** Any finite number. */
export function finiteNumber(meaning: string) {
  return z.number({ error: message(meaning, 'a finite number') }).overwrite(positiveZero);
}

/** A finite number within [minimum, maximum]; `exclusive` leaves out the lower end. */
export function boundedNumber(
  meaning: string,
  { minimum, maximum, exclusive = false }: { minimum: number; maximum: number; exclusive?: boolean },
) {
  const error = message(
    meaning,
    `a number ${exclusive ? 'above' : 'from'} ${minimum} ${exclusive ? 'and at most' : 'to'} ${maximum}`,
  );
  const bounded = z.number({ error }).max(maximum, { error });
  return (exclusive ? bounded.gt(minimum, { error }) : bounded.min(minimum, { error })).overwrite(
    positiveZero,
  );
}

/** An integer within [minimum, maximum]. */
export function boundedInteger(meaning: string, { minimum, maximum }: { minimum: number; maximum: number }) {
  const error = message(meaning, `an integer from ${minimum} to ${maximum}`);
  return z.int({ error }).min(minimum, { error }).max(maximum, { error }).overwrite(positiveZero);
}

/** One of a few names. */
export function oneOf<const T extends readonly [string, ...string[]]>(meaning: string, names: T) {
  return z.enum(names, {
    error: message(meaning, `one of ${names.map((name) => `"${name}"`).join(', ')}`),
  });
}
