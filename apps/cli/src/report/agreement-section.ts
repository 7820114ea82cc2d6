import { formatMeasurement, formatNumber, regimeSigns } from '@crossover/crossover-plots';
import type { RunResult } from '@crossover/experiments';
import { comparisonRows, type ComparisonRow } from '../export/comparison.ts';
import { dataTable, type TableCell } from './data-table.ts';
import { markup, type Markup } from './markup.ts';

/** Longer tables are read in comparison.csv. */
const MOST_ROWS = 200;

/** How far simulation and theory are apart, at every parameter point that has both; null where none has. */
export function agreementSection(results: readonly RunResult[]): Markup | null {
  const rows = comparisonRows(results);
  if (rows.length === 0) return null;
  const varying = parameters.filter(([, value]) => new Set(rows.map(value)).size > 1);
  const shown = rows.slice(0, MOST_ROWS);
  return markup`<section aria-labelledby="agreement">
<h2 id="agreement">Agreement with theory</h2>
<p class="small muted">Means over replicas against the curves of the theory; deviations in standard errors of the mean, the largest
where it is least likely by chance. The p-value is that of all times of a row together; * marks rows that are significant at 1 % of
all rows together. A significant difference is no fault: equations neglect terms that many replicas resolve.</p>
${dataTable(
  shown.length < rows.length
    ? `The first ${shown.length} of ${rows.length} comparisons; comparison.csv has all`
    : 'Distance of every simulation from every kind of equations solved for it',
  [
    'regime',
    ...varying.map(([name]) => name),
    'equations',
    'R at the end',
    'theory',
    'largest deviation',
    'R/theory − 1 there',
    'p-value',
  ],
  shown.map((row) => [
    inWholeWords(`${regimeSigns[row.regime].glyph} ${regimeSigns[row.regime].name}`),
    ...varying.map(([, value]) => value(row)),
    row.equations,
    inWholeWords(ending(row)),
    row.finalTheory === null ? '–' : inWholeWords(formatNumber(row.finalTheory)),
    inWholeWords(deviation(row)),
    inWholeWords(percentage(row.relativeDifference)),
    inWholeWords(probability(row)),
  ]),
)}
</section>`;
}

/** Parameters by symbol; those that are the same in all rows are not shown. */
const parameters: readonly (readonly [string, (row: ComparisonRow) => TableCell])[] = [
  ['p', ({ p }) => p],
  ['k', ({ k }) => k],
  ['κ', ({ kappa }) => kappa],
  ['δ', ({ delta }) => delta],
  ['γ₀', ({ gamma0 }) => gamma0],
  ['Δ', ({ noise }) => noise],
  ['start', ({ start }) => start],
  ['seed', ({ seed }) => seed],
  ['options', ({ options }) => options],
  ['d', ({ d }) => d],
  ['replicas', ({ replicas }) => replicas],
];

const inWholeWords = (text: string): Markup => markup`<span class="whole">${text}</span>`;

const ending = ({ finalRisk, finalStandardError }: ComparisonRow): string =>
  finalStandardError === null ? formatNumber(finalRisk) : formatMeasurement(finalRisk, finalStandardError);

const percentage = (share: number | null): string =>
  share === null ? '–' : `${formatNumber(100 * share, 2)} %`;

const probability = ({ pValue, significant }: ComparisonRow): string => {
  if (pValue === null) return '–';
  const value = pValue < 1e-12 ? '< 10⁻¹²' : formatNumber(pValue, 2);
  return significant ? `${value} *` : value;
};

const deviation = ({ largestDeviation, worstTime }: ComparisonRow): string =>
  largestDeviation === null || worstTime === null
    ? '–'
    : `${formatNumber(largestDeviation, 2)} at t = ${formatNumber(worstTime)}`;
