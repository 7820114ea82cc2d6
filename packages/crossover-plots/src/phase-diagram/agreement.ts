import { quantile } from '@crossover/math-core';
import type { Finding } from '../figure.ts';
import { regimeOrder, regimeSigns } from '../language/regimes.ts';
import { medianInterval } from '../statistics/median-interval.ts';
import { formatNumber } from '../text/numbers.ts';
import { drawableRisk, stillMoving } from './cells.ts';
import type { PhaseCell } from './input.ts';
import type { RegimeName } from '@crossover/ode-theory';

const NBSP = '\u00a0';

const WHERE: Readonly<Record<RegimeName, string>> = {
  'perfect-learning': 'in perfect learning',
  plateau: 'on the plateau',
  'bad-learning': 'in bad learning',
  'no-ode': 'without an ODE',
};

/** Least and largest final risk of the places of a regime. */
interface RegimeRisks {
  readonly regime: RegimeName;
  readonly least: number;
  readonly largest: number;
  readonly places: number;
}

function regimeRisks(cells: readonly PhaseCell[]): RegimeRisks[] {
  return regimeOrder.flatMap((regime) => {
    const risks = cells
      .filter((cell) => cell.regime === regime)
      .map(({ risk }) => risk)
      .filter(drawableRisk);
    if (risks.length === 0) return [];
    return [{ regime, least: Math.min(...risks), largest: Math.max(...risks), places: risks.length }];
  });
}

/** A prediction for any later time says nothing of a risk that still moves. */
const isComparable = (cell: PhaseCell): boolean => cell.prediction !== 'phase-report' || !stillMoving(cell);

/** By which factor simulation and prediction differ, ascending over the places where the two can be compared. */
function factors(cells: readonly PhaseCell[]): number[] {
  return cells
    .filter(isComparable)
    .flatMap(({ risk, predictedRisk }) =>
      drawableRisk(risk) && drawableRisk(predictedRisk)
        ? [Math.max(risk / predictedRisk, predictedRisk / risk)]
        : [],
    )
    .sort((a, b) => a - b);
}

const factorText = (factor: number): string => (factor < 10 ? factor.toFixed(2) : formatNumber(factor, 2));

/** The result in one sentence; null where no place has a risk. */
export function cellTitle(cells: readonly PhaseCell[]): string | null {
  const regimes = regimeRisks(cells);
  if (regimes.length === 0) return null;
  const ranges = regimes.map(({ regime, least, largest }) => {
    const [from, to] = [formatNumber(least, 2), formatNumber(largest, 2)];
    return `${from === to ? from : `${from} to ${to}`} ${WHERE[regime]}`;
  });
  const differences = factors(cells);
  const agreement =
    differences.length === 0
      ? ''
      : `; theory within a factor${NBSP}${factorText(quantile(differences, 0.5))} (median)`;
  return `Final risk R is ${ranges.join(', ')}${agreement}`;
}

/** Every number of that sentence. */
export function cellFindings(cells: readonly PhaseCell[]): Finding[] {
  const differences = factors(cells);
  const interval = medianInterval(differences);
  return [
    ...regimeRisks(cells).flatMap(({ regime, least, largest, places }): Finding[] => {
      const from = `final risks of ${places} ${places === 1 ? 'place' : 'places'} of the regime`;
      const { name } = regimeSigns[regime];
      return [
        { quantity: `least final risk R: ${name}`, value: least, from },
        { quantity: `largest final risk R: ${name}`, value: largest, from },
      ];
    }),
    ...(differences.length === 0
      ? []
      : [
          {
            quantity: 'factor between simulated and predicted final risk, median over places',
            value: quantile(differences, 0.5),
            ...(interval === null ? {} : { interval }),
            from: `${differences.length} ${differences.length === 1 ? 'place' : 'places'} with both, settled where the prediction is for any later time; 95 % interval of the median from order statistics`,
          },
        ]),
  ];
}
