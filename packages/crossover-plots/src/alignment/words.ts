import { counted, parameterWords, timeInLine, unbroken } from '../composition/words.ts';
import type { Finding } from '../figure.ts';
import { regimeSigns } from '../language/regimes.ts';
import { formatNumber } from '../text/numbers.ts';
import { varyingParameters } from '../text/parameters.ts';
import type { CurveKind } from '../trajectories/input.ts';
import type { AlignmentData, AlignmentPanel } from './input.ts';
import { SPECIALISED, specialisationOf, type Specialisation } from './specialisation.ts';

const NBSP = '\u00a0';

const SOURCES: Readonly<Record<CurveKind, string>> = {
  simulation: 'simulation',
  finite: 'ODE at finite d',
  exact: 'exact mean drift at finite d',
  limit: 'limit ODE, d → ∞',
  'gradient-flow': 'gradient flow',
  'mean-field': 'particles, p → ∞',
};

/** Whether lines of this kind are dashed: a limit or a gradient flow beside equations at finite d. */
export function isDashed(source: CurveKind, { lines }: AlignmentPanel): boolean {
  const finite = lines.some((line) => line.source === 'finite' || line.source === 'exact');
  return finite && source !== 'finite' && source !== 'exact' && source !== 'simulation';
}

/** What distinguishes each panel from the others of its regime. */
export function panelLabels(panels: readonly AlignmentPanel[]): string[] {
  const varying = varyingParameters(panels.map(({ parameters }) => parameters));
  return panels.map(({ regime, parameters }) => {
    const same = panels.filter((panel) => panel.regime === regime);
    const own = varyingParameters(same.map((panel) => panel.parameters));
    return varying
      .filter(({ symbol }) => own.some((parameter) => parameter.symbol === symbol))
      .map(({ text }) => unbroken(text(parameters)))
      .join(', ');
  });
}

const timeWords = (time: number): string => `t${NBSP}=${NBSP}${formatNumber(time)}`;

/** When units specialise, in one sentence without its subject. */
export function verdict({ median, times, units, last }: Specialisation): string {
  if (times.length === 0) return `no unit specialises by ${timeWords(last)}`;
  const range =
    times.length > 1 && times[0] < times[times.length - 1]
      ? ` (${formatNumber(times[0])}${NBSP}to${NBSP}${formatNumber(times[times.length - 1])})`
      : '';
  if (times.length < units) {
    const half = median === null ? '' : `, half of them by ${timeWords(median)}`;
    return `${times.length} of ${units} units specialise by ${timeWords(last)}${half}`;
  }
  return median === null ? 'units specialise' : `units specialise at ${timeWords(median)}${range}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function titleOf({ panels }: AlignmentData): string {
  const labels = panelLabels(panels);
  const found = panels.flatMap((panel, index) => {
    const specialisation = specialisationOf(panel);
    return specialisation === null ? [] : [{ specialisation, panel, label: labels[index] }];
  });
  const [first] = found;
  if (found.length === 0) return 'No run with overlaps has finished yet';
  if (found.length === 1) return capital(verdict(first.specialisation));
  const each = found.map(({ specialisation: { median, times, last }, panel, label }) => {
    const name = [regimeSigns[panel.regime].name, label].filter((text) => text !== '').join(', ');
    if (times.length === 0) return `never by ${timeWords(last)} (${name})`;
    return median === null
      ? `less than half by ${timeWords(last)} (${name})`
      : `${timeWords(median)} (${name})`;
  });
  return `Units specialise at ${each.join(', ')}`;
}

/** The numbers of titles and headings. */
export function findingsOf({ panels }: AlignmentData): Finding[] {
  const labels = panelLabels(panels);
  return panels.flatMap((panel, index): Finding[] => {
    const specialisation = specialisationOf(panel);
    if (specialisation === null) return [];
    const { median, times, units, source, last } = specialisation;
    const name = [regimeSigns[panel.regime].name, labels[index]].filter((text) => text !== '').join(', ');
    const from = `${SOURCES[source]}, ${units} units: first output from which on |Mᵢᵣ|/√(Qᵢᵢ Pᵣᵣ) stays at ${SPECIALISED} or above`;
    return [
      ...(median === null
        ? []
        : [{ quantity: `time t at which half of the units have specialised: ${name}`, value: median, from }]),
      { quantity: `units that specialise by t = ${last}: ${name}`, value: times.length, from },
    ];
  });
}

export function captionOf({ panels }: AlignmentData): string {
  const drawn = panels.filter(({ lines }) => lines.some(({ points }) => points.length > 0));
  if (drawn.length === 0) return '';
  const sources = [...new Set(drawn.flatMap(({ lines }) => lines.map(({ source }) => source)))];
  const dashed = sources.filter((source) => drawn.some((panel) => isDashed(source, panel)));
  const solid = sources.filter(
    (source) =>
      source !== 'simulation' &&
      drawn.some((panel) => panel.lines.some((line) => line.source === source) && !isDashed(source, panel)),
  );
  const names = (kinds: readonly CurveKind[]): string => kinds.map((kind) => SOURCES[kind]).join(' and ');
  return [
    parameterWords(
      drawn.map(({ parameters }) => parameters),
      drawn.map(({ regime }) => regime),
    ),
    `|Mᵢᵣ|/√(Qᵢᵢ${NBSP}Pᵣᵣ) of each student unit i with the teacher unit r that it ends closest to, by colour; ${timeInLine(drawn)}.`,
    `Specialised: ${SPECIALISED} and above (grey line) to the end; median and range over units.`,
    ...(sources.includes('simulation') ? ['Marks on thin lines: one simulation.'] : []),
    ...(solid.length > 0 ? [`Lines: ${names(solid)}.`] : []),
    ...(dashed.length > 0 ? [`Dashed: ${names(dashed)}.`] : []),
  ].join(' ');
}

export function notesOf({ panels }: AlignmentData): string[] {
  const lines = panels.flatMap((panel) => panel.lines);
  const undrawable = lines.reduce(
    (sum, { points }) => sum + points.filter(({ alignment }) => !Number.isFinite(alignment)).length,
    0,
  );
  const negative = lines.filter(({ points }) => (points.at(-1)?.alignment ?? 0) < 0).length;
  return [
    ...(undrawable > 0
      ? [`${counted(undrawable, 'point', 'points')} without a finite alignment, not drawn.`]
      : []),
    ...(negative > 0
      ? [`${counted(negative, 'line ends', 'lines end')} with a negative alignment: its size is drawn.`]
      : []),
  ];
}
