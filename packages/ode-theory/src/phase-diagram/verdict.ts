import type { RegimeName } from '../scaling/regime.ts';
import type { DriftTerms } from './drift-terms.ts';
import type { Moment } from './milestones.ts';
import type { PhaseReport } from './phase-report.ts';

type Unworded = Omit<PhaseReport, 'verdict'>;

/** A report in sentences: where the run is, what it ends at and why, and when. Every number in it is one of the report. */
export function verdict(report: Unworded): readonly string[] {
  return [
    whereItIs(report),
    whatMoves(report),
    whatHappens(report),
    ...howSure(report),
    ...whenItHappens(report),
    ...howLongUnaligned(report),
  ];
}

const regionNames: Readonly<Record<RegimeName, string>> = {
  'perfect-learning': 'in the green region (perfect learning)',
  plateau: 'on the blue line (plateau)',
  'bad-learning': 'in the orange region (bad learning)',
  'no-ode': 'in the red region (no ODE)',
};

function whereItIs({ place, terms, point }: Unworded): string {
  const { regime, decidedBy, theta, atThisDimension } = place;
  const ratio = `γ/p = ${numeral(terms.ratio)}`;
  const d = `d = ${point.inputDimension}`;
  if (decidedBy === 'ratio') {
    const effective = theta === null ? '' : `: ϑ = −ln(γ/p)/ln d = ${numeral(theta)}`;
    return `${ratio} at ${d} lies ${regionNames[regime]}, when γ/p = d^{−ϑ}${effective}.`;
  }
  const here =
    atThisDimension === regime
      ? `so does ${ratio} at ${d} alone`
      : `but ${ratio} at ${d} alone lies ${regionNames[atThisDimension]}`;
  return `κ + δ = ${numeral(theta ?? 0)} lies ${regionNames[regime]}, ${here}.${asDimensionGrows(place, terms, point.inputDimension)}`;
}

/** Exponents say what happens in the end; at a finite d the other side of the critical learning rate may still be ahead. */
function asDimensionGrows({ theta }: Unworded['place'], terms: DriftTerms, d: number): string {
  const { criticalDimension: critical } = terms;
  if (theta === null || critical === null || critical <= d) return '';
  const passes = theta < 0 ? 'grows with d and passes' : 'falls as d grows and gets below';
  return ` γ/p ${passes} the critical value at d = ${numeral(critical)}.`;
}

function whatMoves({ terms, place, point }: Unworded): string {
  const { perStep, ratio, noiseDominatesBelow, learningRates } = terms;
  const sizes = `A step moves the overlaps by ${numeral(perStep.gradient)} (gradient) and ${numeral(perStep.variance)} (variance) times numbers of order one`;
  if (place.atThisDimension === 'no-ode') {
    return `${sizes}: from γ = p√d = ${numeral(learningRates.noEquation)} on the latter is no small number.`;
  }
  const share =
    numeral(ratio) === '1'
      ? 'the variance part is as large as the gradient part'
      : `the variance part is ${numeral(ratio)} times the gradient part`;
  const noise =
    point.noise > 0 ? `, and mostly label noise once R < Δ/2 = ${numeral(noiseDominatesBelow)}` : '';
  return `${sizes}; ${share}${noise}.`;
}

function whatHappens(report: Unworded): string {
  const { risk, terms, point } = report;
  const { studentWidth: p, teacherWidth: k } = point;
  const { representabilityFloor: floor, noisePlateau, outcome } = risk;
  switch (outcome) {
    case 'no-equation':
      return (
        `No differential equation describes this run: overlaps jump at random. Simulate it, or lower γ below ` +
        `p√d = ${numeral(terms.learningRates.noEquation)}, and to learn well below ${criticalText(report)}.`
      );
    case 'vanishing':
      return `Without label noise R falls to 0: k = ${k} divides p = ${p}, and γ is below ${criticalText(report)}.`;
    case 'noise':
      return (
        `Label noise keeps R at ${asymptoticText(report)}; for small γ/p it would be ` +
        `${numeral(noisePlateau.smallRate)} = γΔ/(2π√3 p). γ is below ${criticalText(report)}.`
      );
    case 'representability':
      return floor === null
        ? `k = ${k} does not divide p = ${p}: R = 0 cannot be represented, and without noise gradient flow ends ` +
            `above 0; how high was not computed. Label noise alone keeps R at about ${numeral(noisePlateau.smallRate)}.`
        : `k = ${k} does not divide p = ${p}: R = 0 cannot be represented, and even gradient flow without noise ends ` +
            `at ${numeral(floor)}. SGD ends at ${asymptoticText(report)}.`;
    case 'stray':
      return (
        `γ is below ${criticalText(report)}, so that the perfect student is stable, but ${risk.strays} of ` +
        `${point.draws} starts do not get there: ${restlessText(report)}.`
      );
    case 'beyond-critical':
      return `γ is above ${criticalText(report)}: the perfect student is unstable, and ${beyondCriticalText(report)}.`;
  }
}

function beyondCriticalText(report: Unworded): string {
  const { end, asymptotic, settled } = report.risk;
  if (end === null) return 'R stays far above what label noise explains';
  if (settled && asymptotic !== null) return `R stays at ${numeral(asymptotic.median)} even at rest`;
  return restlessText(report);
}

function restlessText({ risk: { end, untrained } }: Unworded): string {
  if (end === null) return 'R does not come to rest';
  const reached = `R = ${numeral(end.risk)} at t = ${numeral(end.moment.time)}, ${numeral(end.risk / untrained)} of what an untrained student has`;
  return end.lengthSlope > 0.1
    ? `students keep growing (|w|²/d = ${numeral(end.meanSquareLength)}, like t^${numeral(end.lengthSlope)}), with ${reached}`
    : `R does not come to rest: ${reached}`;
}

function howSure({ risk, point }: Unworded): string[] {
  if (risk.method === 'closed-forms') {
    return [`p = ${point.studentWidth} is too wide to follow the equations here: these are closed forms.`];
  }
  if (risk.end === null || risk.outcome === 'beyond-critical' || risk.outcome === 'stray') return [];
  if (risk.strays > 0) return [`But ${risk.strays} of ${point.draws} starts end elsewhere, well above.`];
  if (risk.settled) return [];
  const { moment, risk: R, riskSlope } = risk.end;
  const time = numeral(moment.time);
  const pace = Math.abs(riskSlope) < 0.01 ? 'hardly moves' : `moves like t^${numeral(riskSlope)}`;
  const moves = `R = ${numeral(R)} ${pace}`;
  return risk.runsAway
    ? [`That is no state at rest: units grow without bound in the end. At t = ${time} ${moves}.`]
    : [`The equations were followed to t = ${time}, where ${moves}.`];
}

function whenItHappens({ milestones, risk }: Unworded): string[] {
  const texts = {
    'hundredth-of-untrained': `a hundredth of the untrained student's`,
    'within-factor-2': 'within a factor 2 of its end',
    'within-10-percent': 'within 10 % of it',
  };
  if (milestones.length === 0 || risk.end === null) return [];
  const last = `t = ${numeral(risk.end.moment.time)}`;
  const parts = milestones.map(({ name, moment }) =>
    moment === null ? `${texts[name]} not before ${last}` : `${texts[name]} at ${momentText(moment)}`,
  );
  return [`R is ${parts.join(', ')}.`];
}

function howLongUnaligned({ escape, point }: Unworded): string[] {
  if (escape === null) return [];
  const { followed, leading, rate } = escape;
  return followed === null
    ? [
        `Students that start unaligned (M ~ d^{−½}) first stay alike, for about ${momentText(leading)}: ` +
          `½ ln d over the growth rate ${numeral(rate)} of differences.`,
      ]
    : [
        `Until ${momentText(followed)} students stay alike on the symmetric plateau, a time that grows like ln d ` +
          `(d = ${point.inputDimension}).`,
      ];
}

function asymptoticText({ risk, point }: Unworded): string {
  if (risk.asymptotic === null) {
    return risk.end === null ? 'an unknown R' : `less than R = ${numeral(risk.end.risk)}`;
  }
  const { median, low, high } = risk.asymptotic;
  const spread = high > 1.005 * low ? ` (${numeral(low)} … ${numeral(high)} over ${point.draws} starts)` : '';
  return `R_∞ = ${numeral(median)}${spread}`;
}

function criticalText({ terms }: Unworded): string {
  const { critical, balanced } = terms.learningRates;
  return critical === null
    ? `γ = p = ${numeral(balanced)}, where both parts are alike`
    : `the critical γ = ${numeral(critical)}`;
}

function momentText({ time, steps, seconds }: Moment): string {
  const duration = seconds === null ? '' : `, ${numeral(seconds)} s`;
  return `t = ${numeral(time)} (${numeral(steps)} steps${duration})`;
}

/** Three digits, as short as they can be written. */
export function numeral(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3)
    return value
      .toExponential(2)
      .replace('e+', 'e')
      .replace(/\.?0+e/, 'e');
  return String(Number(value.toPrecision(3)));
}
