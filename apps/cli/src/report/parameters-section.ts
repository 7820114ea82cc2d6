import { formatNumber } from '@crossover/crossover-plots';
import type { ExperimentPart, ExperimentSpecification } from '@crossover/experiments';
import { dataTable } from './data-table.ts';
import { markup, type Markup } from './markup.ts';

/** Parameters by their symbols; others by their names. */
const symbols: Readonly<Record<string, string>> = {
  widthPrefactor: 'p₀',
  teacherWidth: 'k',
  inputDimension: 'd',
  kappa: 'κ',
  delta: 'δ',
  learningRatePrefactor: 'γ₀',
  noise: 'Δ',
  initial: 'start',
  times: 'times',
  batchSize: 'batch',
};

/** What was asked: a row for each part, with what is fixed and what is swept. */
export function parametersSection({ parts }: ExperimentSpecification): Markup {
  return markup`<section aria-labelledby="parameters">
<h2 id="parameters">Parameters</h2>
<p class="small muted">p = p₀ d<sup>κ</sup> hidden units, learning rate γ = γ₀ d<sup>−δ</sup>, k units of the teacher, label noise of variance Δ.</p>
${dataTable(
  'Parts of the experiment',
  ['part', 'fixed', 'swept', 'theory', 'replicas'],
  parts.map((part, index) => [
    part.label ?? `part ${index + 1}`,
    wrapping(assignments(part.base, (value) => inWords(value))),
    wrapping(assignments(part.axes, (values) => listed(values as readonly unknown[]))),
    part.theory.length === 0 ? 'none' : part.theory.join(', '),
    part.simulation ? part.replicas : 'no simulation',
  ]),
)}
</section>`;
}

const wrapping = (text: string): Markup => markup`<span class="wraps">${text === '' ? '–' : text}</span>`;

function assignments(
  values: ExperimentPart['base'] | ExperimentPart['axes'],
  word: (value: unknown) => string,
): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${symbols[name] ?? name} = ${word(value)}`)
    .join('; ');
}

/** Long lists by their ends. */
function listed(values: readonly unknown[]): string {
  if (values.length <= 8) return values.map(inWords).join(', ');
  return `${values.slice(0, 3).map(inWords).join(', ')}, … ${inWords(values.at(-1))} (${values.length} values)`;
}

/** The grids of output times that sweeps write. */
function gridInWords(grid: Readonly<Record<string, unknown>>): string {
  const { tMax, points, perDecade, from, unit } = grid;
  return [
    perDecade === undefined ? `${inWords(points)} log-spaced` : 'one significant digit',
    ...(from === undefined ? [] : [`from ${inWords(from)}`]),
    `to ${inWords(tMax)}`,
    ...(unit === undefined || unit === 'regime' ? [] : [`in ${inWords(unit)}`]),
  ].join(' ');
}

function inWords(value: unknown): string {
  if (typeof value === 'number') return formatNumber(value, 6);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${listed(value)}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if ('tMax' in value) return gridInWords({ ...value });
  const { kind, ...rest } = value as Readonly<Record<string, unknown>>;
  const fields = Object.entries(rest).map(([name, field]) => `${name} ${inWords(field)}`);
  return [...(typeof kind === 'string' ? [kind] : []), fields.join(', ')]
    .filter((text) => text !== '')
    .join(': ');
}
