import { unbroken } from '../composition/words.ts';
import { varyingParameters } from '../text/parameters.ts';
import type { CurveParameters } from '../trajectories/input.ts';

/** What distinguishes each series from the others, without the parameters of these symbols; empty for one alone. */
export function seriesLabels(
  series: readonly { readonly parameters: CurveParameters }[],
  without: readonly string[],
): string[] {
  const varying = varyingParameters(series.map(({ parameters }) => parameters)).filter(
    ({ symbol }) => !without.includes(symbol),
  );
  return series.map(({ parameters }) => varying.map(({ text }) => unbroken(text(parameters))).join(', '));
}
