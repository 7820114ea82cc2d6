import { publishedCodes, publishedEulerSteps } from './published-codes.mjs';

const NAME_COLUMNS = 42;
const NUMBER_COLUMNS = 11;
const CODE_COLUMNS = 52;

/** What the run is: machine, programs, effort. */
export function heading(machine, { rounds, secondsPerMeasurement }, { cPrograms, browser }) {
  const load = machine.loadAtStart.toFixed(1);
  return [
    `${machine.processor}, ${machine.cores} cores, load ${load} at the start, ${machine.platform}`,
    `Node ${machine.node} (V8 ${machine.v8}); ${machine.gcc ?? 'no gcc'}`,
    `C programs: ${cPrograms.description}`,
    `Browser: ${browser.description}`,
    `${rounds} rounds, contenders in turn, about ${secondsPerMeasurement} s each; ratios are taken within rounds, their median is shown`,
  ].join('\n');
}

export function benchmarkTable({ name, title, unit, compares, doesNotShow, measurements, figures, sameLaw }) {
  const lines = ['', `${name} · ${title}`, `  compares ${compares}`, `  does not show ${doesNotShow}`, ''];
  lines.push(row(unit.name, ['median', 'min', 'max'], NAME_COLUMNS));
  for (const { name: contender, seconds } of measurements) {
    const times = [seconds.median, seconds.min, seconds.max].map((time) => number(time * unit.scale));
    lines.push(row(contender, times, NAME_COLUMNS));
  }
  lines.push('');
  for (const figure of figures)
    lines.push(row(figure.label, [number(figure.value)], NAME_COLUMNS) + verdict(figure));
  if (sameLaw !== undefined) lines.push(lawLine(sameLaw));
  return lines.join('\n');
}

export function publishedTable(comparisons) {
  const lines = ['', `Published codes · ${publishedCodes.provenance}`, ''];
  lines.push(row('(d, p, k)', ['µs a step', 'direct is', 'projected is'], CODE_COLUMNS + 16));
  for (const { sizes, code, microseconds, timesFasterDirect, timesFasterProjected } of comparisons) {
    const faster = [timesFasterDirect, timesFasterProjected].map((times) => `${number(times)} ×`);
    lines.push(row(`${sizes.padEnd(16)}${code}`, [number(microseconds), ...faster], CODE_COLUMNS + 16));
  }
  lines.push('  × = times faster, median of this run');
  return lines.join('\n');
}

export function eulerStepTable(comparisons) {
  const lines = ['', `Published codes, one Euler step · ${publishedEulerSteps.provenance}`, ''];
  lines.push(row('(p, k)', ['µs a step', 'this is'], CODE_COLUMNS));
  for (const { sizes, code, microseconds, timesFaster } of comparisons) {
    lines.push(
      row(`${sizes.padEnd(10)}${code}`, [number(microseconds), `${number(timesFaster)} ×`], CODE_COLUMNS),
    );
  }
  lines.push('  × = times faster, one right-hand side, median of this run');
  return lines.join('\n');
}

function row(name, values, width) {
  return `  ${name.padEnd(width)}${values.map((value) => value.padStart(NUMBER_COLUMNS + 2)).join('')}`;
}

/** Three significant digits; what is no number is its own text. */
function number(value) {
  if (typeof value === 'string') return value;
  if (value >= 1000) return value.toFixed(0);
  if (isTiny(value)) return value.toExponential(1);
  return value.toPrecision(3);
}

function limit(value) {
  return isTiny(value) ? value.toExponential() : String(value);
}

function isTiny(value) {
  return value > 0 && value < 1e-4;
}

function verdict({ atMost, atLeast, met }) {
  if (met === undefined) return '';
  const target = atMost === undefined ? `≥ ${limit(atLeast)}` : `≤ ${limit(atMost)}`;
  return `   target ${target}: ${met ? 'met' : 'missed'}`;
}

function lawLine({ model, steps, runs, meanRisk, standardErrors, agrees }) {
  const at = `d = ${model.inputDimension}, p = ${model.studentWidth}, k = ${model.teacherWidth}`;
  return (
    `  same law: mean risk after ${steps} steps at ${at}, ${runs} runs: C ${meanRisk.c.toExponential(3)}, ` +
    `engine ${meanRisk.engine.toExponential(3)}, ${standardErrors.toFixed(1)} standard errors apart: ` +
    `${agrees ? 'agree' : 'DIFFER'}`
  );
}
