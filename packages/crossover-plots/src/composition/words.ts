import type { RegimeName } from '@crossover/ode-theory';
import { regimeOrder, regimeSigns } from '../language/regimes.ts';
import { formatExponent } from '../text/numbers.ts';
import { sharedParameters } from '../text/parameters.ts';
import { timeExponent } from '../text/time-definition.ts';
import type { CurveParameters } from '../trajectories/input.ts';

const NBSP = '\u00a0';

/** An equation stays on one line. */
export const unbroken = (text: string): string => text.replaceAll(' = ', `${NBSP}=${NBSP}`);

/** The parameters that all of these share, without those of the given symbols, then the regimes. */
export function parameterWords(
  parameters: readonly CurveParameters[],
  regimes: readonly RegimeName[],
  without: readonly string[] = [],
): string {
  const shared = sharedParameters(parameters).filter(
    (text) => !without.some((symbol) => text.startsWith(`${symbol} `)),
  );
  const signs = regimeOrder
    .filter((regime) => regimes.includes(regime))
    .map((regime) => `${regimeSigns[regime].glyph}${NBSP}${regimeSigns[regime].name}`);
  return `${[...shared.map(unbroken), ...signs].join(', ')}.`;
}

/** The regime's own time in one line of text, t = ν/d^(3/2); t = ν δt where these differ in it. */
export function timeInLine(
  places: readonly { readonly regime: RegimeName; readonly theta: number }[],
): string {
  const exponents = new Set(places.map(({ regime, theta }) => formatExponent(timeExponent(regime, theta))));
  const [exponent] = exponents;
  const equals = `t${NBSP}=${NBSP}ν`;
  if (exponents.size !== 1) return `${equals}${NBSP}δt`;
  if (exponent === '0') return equals;
  return exponent === '1' ? `${equals}/d` : `${equals}/d^(${exponent})`;
}

/** "1 point", "2 points". */
export const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;
