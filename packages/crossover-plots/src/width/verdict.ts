import type { Finding } from '../figure.ts';
import { medianInterval } from '../statistics/median-interval.ts';
import { formatNumber } from '../text/numbers.ts';
import type { WidthData, WidthOutcome, WidthPanelData } from './input.ts';
import { medianRisk } from './quantile-of.ts';
import { divisorOf } from './representability.ts';

/** At which widths the median start arrives at the threshold. */
export interface Arrival {
  /** p */
  readonly from: number;
  /** The largest p that arrives; null where that is the largest of the sweep. */
  readonly to: number | null;
  /** Whether that holds for every p of the sweep between them, or only for those that can represent R = 0. */
  readonly among: 'all' | 'representable';
}

const ascending = ({ widths }: WidthPanelData): WidthOutcome[] =>
  [...widths].filter(({ risks }) => risks.length > 0).sort((a, b) => a.studentWidth - b.studentWidth);

const arrives = ({ timeToThreshold }: WidthOutcome): boolean => timeToThreshold.median !== null;

/** The widths from the first that arrives with all wider ones. */
function toTheEnd(widths: readonly WidthOutcome[]): readonly WidthOutcome[] {
  return widths.slice(widths.findLastIndex((width) => !arrives(width)) + 1);
}

/** The widths that arrive where no other lies between them; none where one does. */
function oneBlock(widths: readonly WidthOutcome[]): readonly WidthOutcome[] {
  const block = widths.slice(widths.findIndex(arrives), widths.findLastIndex(arrives) + 1);
  return block.every(arrives) ? block : [];
}

/**
 * The widths at which the median start arrives, as one interval: up to the largest p of the sweep if possible, and
 * of all widths rather than of those that can represent R = 0. Null when there is none, or no interval.
 */
export function arrivalOf(panel: WidthPanelData): Arrival | null {
  const all = ascending(panel);
  const representable = all.filter((width) => width.representable);
  for (const block of [toTheEnd, oneBlock]) {
    for (const [among, widths] of [['all', all] as const, ['representable', representable] as const]) {
      const members = block(widths);
      if (members.length === 0) continue;
      const to = members[members.length - 1].studentWidth;
      const widest = widths[widths.length - 1].studentWidth;
      return { from: members[0].studentWidth, to: to === widest ? null : to, among };
    }
  }
  return null;
}

/** The widest network narrower than the teacher. */
export function narrowOf(panel: WidthPanelData): WidthOutcome | null {
  const { teacherWidth } = panel.parameters;
  return ascending(panel).findLast(({ studentWidth }) => studentWidth < teacherWidth) ?? null;
}

/** The interval of the median as words, where it shows at three digits. */
function intervalWords({ risks }: WidthOutcome): string {
  const ends = medianInterval(risks)?.map((risk) => formatNumber(risk));
  return ends === undefined || ends[0] === ends[1] ? '' : ` (95 %: ${ends[0]} to ${ends[1]})`;
}

const goalWords = ({ threshold }: WidthData): string => `R\u00a0=\u00a0${formatNumber(threshold)}`;

/** What a sweep shows, in one sentence. */
export function panelVerdict(panel: WidthPanelData, data: WidthData): string {
  const widths = ascending(panel);
  const arrival = arrivalOf(panel);
  const goal = goalWords(data);
  if (widths.length === 0) return 'no finished runs';
  if (arrival === null) {
    const some = widths.filter(arrives).length;
    return some === 0
      ? `no p of the sweep brings the median start to ${goal}`
      : `the median start reaches ${goal} at ${some} of ${widths.length} widths`;
  }
  const { from, to, among } = arrival;
  const who = among === 'representable' ? `where ${divisorOf(panel)} divides p, ` : '';
  const p = `p\u00a0=\u00a0${from}`;
  const range =
    to === null ? `from ${p} on` : to === from ? `at ${p} only` : `for ${p}\u00a0to\u00a0${to} only`;
  return `${who}the median start reaches ${goal} ${range}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function several(panels: readonly WidthPanelData[], data: WidthData): string {
  const goal = goalWords(data);
  const arrivals = panels.map(arrivalOf).filter((arrival) => arrival !== null);
  if (arrivals.length === 0) {
    return panels.some(({ widths }) => widths.some(arrives))
      ? `The median start reaches ${goal} at some widths of each sweep only`
      : `No p of the sweep brings the median start to ${goal}`;
  }
  const froms = arrivals.map(({ from }) => from);
  const [least, most] = [Math.min(...froms), Math.max(...froms)];
  const range = least === most ? `${least}` : `${least} to ${most}`;
  const cases = arrivals.length < panels.length ? ` in ${arrivals.length} of ${panels.length} cases` : '';
  const ended = arrivals.filter(({ to }) => to !== null).length;
  const but = ended === 0 ? '' : `, but not at the largest p in ${ended} of them`;
  return `The median start reaches ${goal} from p\u00a0=\u00a0${range} on${cases}${but}`;
}

function narrowWords(panels: readonly WidthPanelData[]): string {
  const narrow = panels.map(narrowOf).filter((width) => width !== null);
  const [first] = narrow;
  if (first === undefined) return '';
  const teachers = new Set(panels.map(({ parameters }) => parameters.teacherWidth));
  const k = teachers.size === 1 ? `k\u00a0=\u00a0${[...teachers].join('')}` : 'k';
  const p = `p\u00a0=\u00a0${first.studentWidth} < ${k}`;
  if (narrow.length === 1)
    return `; ${p} ends at R\u00a0=\u00a0${formatNumber(medianRisk(first))}${intervalWords(first)}`;
  const medians = narrow.map(medianRisk);
  const [least, most] = [Math.min(...medians), Math.max(...medians)].map((risk) => formatNumber(risk));
  const widths = new Set(narrow.map(({ studentWidth }) => studentWidth));
  const who = widths.size === 1 ? p : `p < ${k}`;
  return `; ${who} ends at R\u00a0=\u00a0${least === most ? least : `${least} to ${most}`}`;
}

export function titleOf(data: WidthData): string {
  const panels = data.panels.filter((panel) => ascending(panel).length > 0);
  if (panels.length === 0) return 'No network of any width has finished yet';
  const first = panels.length === 1 ? capital(panelVerdict(panels[0], data)) : several(panels, data);
  return `${first}${narrowWords(panels)}`;
}

/** Every number of the title and the headings. */
export function findingsOf(data: WidthData): Finding[] {
  return data.panels.flatMap((panel): Finding[] => {
    const arrival = arrivalOf(panel);
    const narrow = narrowOf(panel);
    const ends = narrow === null ? null : medianInterval(narrow.risks);
    const among = arrival?.among === 'representable' ? ` that ${divisorOf(panel)} divides` : '';
    return [
      ...(arrival === null
        ? []
        : [
            {
              quantity: `smallest p of the sweep from which the median start reaches R = ${data.threshold}: ${panel.label}`,
              value: arrival.from,
              from: `median time to threshold over starts, every larger p${among}${arrival.to === null ? '' : ` up to ${arrival.to}`}`,
            },
          ]),
      ...(narrow === null
        ? []
        : [
            {
              quantity: `median final risk at p = ${narrow.studentWidth} < k: ${panel.label}`,
              value: medianRisk(narrow),
              ...(ends === null ? {} : { interval: ends }),
              from: `${narrow.risks.length} random starts at t = ${panel.time ?? data.time}; 95 % interval of the median from order statistics`,
            },
          ]),
    ];
  });
}
