import type { Finding } from '../figure.ts';
import { formatNumber } from '../text/numbers.ts';
import type { WidthData, WidthOutcome, WidthPanelData } from './input.ts';
import { medianInterval } from '../statistics/median-interval.ts';
import { medianRisk } from './quantile-of.ts';

/** From which width on the median start arrives at the threshold. */
export interface Arrival {
  /** p */
  readonly from: number;
  /** Whether that holds for every larger p of the sweep, or only for those that k divides. */
  readonly among: 'all' | 'representable';
}

const ascending = ({ widths }: WidthPanelData): WidthOutcome[] =>
  [...widths].filter(({ risks }) => risks.length > 0).sort((a, b) => a.studentWidth - b.studentWidth);

function fromWhere(widths: readonly WidthOutcome[]): number | null {
  const lastFailure = widths.findLastIndex(({ timeToThreshold }) => timeToThreshold.median === null);
  return lastFailure + 1 < widths.length ? widths[lastFailure + 1].studentWidth : null;
}

/** The smallest p of the sweep from which the median start arrives at every larger one; null when there is none. */
export function arrivalOf(panel: WidthPanelData): Arrival | null {
  const widths = ascending(panel);
  const all = fromWhere(widths);
  if (all !== null) return { from: all, among: 'all' };
  const representable = fromWhere(widths.filter((width) => width.representable));
  return representable === null ? null : { from: representable, among: 'representable' };
}

/** The widest network narrower than the teacher. */
export function narrowOf(panel: WidthPanelData, teacherWidth: number): WidthOutcome | null {
  return ascending(panel).findLast(({ studentWidth }) => studentWidth < teacherWidth) ?? null;
}

/** The interval of the median as words, where it shows at three digits. */
function intervalWords({ risks }: WidthOutcome): string {
  const ends = medianInterval(risks)?.map((risk) => formatNumber(risk));
  return ends === undefined || ends[0] === ends[1] ? '' : ` (95 %: ${ends[0]} to ${ends[1]})`;
}

/** What a sweep shows, in one sentence. */
export function panelVerdict(panel: WidthPanelData, { threshold }: WidthData): string {
  const arrival = arrivalOf(panel);
  const goal = `R\u00a0=\u00a0${formatNumber(threshold)}`;
  if (panel.widths.length === 0) return 'no finished runs';
  if (arrival === null) return `no p of the sweep brings the median start to ${goal}`;
  const who = arrival.among === 'representable' ? 'where k divides p, ' : '';
  return `${who}the median start reaches ${goal} from p\u00a0=\u00a0${arrival.from} on`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function several(panels: readonly WidthPanelData[], data: WidthData): string {
  const goal = `R\u00a0=\u00a0${formatNumber(data.threshold)}`;
  const arrivals = panels.map(arrivalOf).filter((arrival) => arrival !== null);
  if (arrivals.length === 0) return `No p of the sweep brings the median start to ${goal}`;
  const froms = arrivals.map(({ from }) => from);
  const [least, most] = [Math.min(...froms), Math.max(...froms)];
  const range = least === most ? `${least}` : `${least} to ${most}`;
  const cases = arrivals.length < panels.length ? ` in ${arrivals.length} of ${panels.length} cases` : '';
  return `The median start reaches ${goal} from p\u00a0=\u00a0${range} on${cases}`;
}

function narrowWords(panels: readonly WidthPanelData[], data: WidthData): string {
  const narrow = panels.map((panel) => narrowOf(panel, data.teacherWidth)).filter((width) => width !== null);
  const [first] = narrow;
  if (first === undefined) return '';
  const p = `p\u00a0=\u00a0${first.studentWidth} < k\u00a0=\u00a0${data.teacherWidth}`;
  if (narrow.length === 1)
    return `; ${p} ends at R\u00a0=\u00a0${formatNumber(medianRisk(first))}${intervalWords(first)}`;
  const medians = narrow.map(medianRisk);
  const [least, most] = [Math.min(...medians), Math.max(...medians)].map((risk) => formatNumber(risk));
  const widths = new Set(narrow.map(({ studentWidth }) => studentWidth));
  const who = widths.size === 1 ? p : `p < k\u00a0=\u00a0${data.teacherWidth}`;
  return `; ${who} ends at R\u00a0=\u00a0${least === most ? least : `${least} to ${most}`}`;
}

export function titleOf(data: WidthData): string {
  const panels = data.panels.filter(({ widths }) => widths.length > 0);
  if (panels.length === 0) return 'No network of any width has finished yet';
  const first = panels.length === 1 ? capital(panelVerdict(panels[0], data)) : several(panels, data);
  return `${first}${narrowWords(panels, data)}`;
}

/** Every number of the title and the headings. */
export function findingsOf(data: WidthData): Finding[] {
  return data.panels.flatMap((panel): Finding[] => {
    const arrival = arrivalOf(panel);
    const narrow = narrowOf(panel, data.teacherWidth);
    const ends = narrow === null ? null : medianInterval(narrow.risks);
    const among = arrival?.among === 'representable' ? ' that k divides' : '';
    return [
      ...(arrival === null
        ? []
        : [
            {
              quantity: `smallest p of the sweep from which the median start reaches R = ${data.threshold}: ${panel.label}`,
              value: arrival.from,
              from: `median time to threshold over starts, every larger p${among}`,
            },
          ]),
      ...(narrow === null
        ? []
        : [
            {
              quantity: `median final risk at p = ${narrow.studentWidth} < k: ${panel.label}`,
              value: medianRisk(narrow),
              ...(ends === null ? {} : { interval: ends }),
              from: `${narrow.risks.length} random starts at t = ${data.time}; 95 % interval of the median from order statistics`,
            },
          ]),
    ];
  });
}
