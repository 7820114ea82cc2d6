import { AIMS } from './aims.mjs';

const LABEL_COLUMNS = 58;
const VALUE_COLUMNS = 10;

export function heading(machine, { nodes, viewers, runs }) {
  return [
    `${machine.processor}, ${machine.cores} cores, load ${machine.loadAtStart.toFixed(1)} at the start, ${machine.platform}`,
    `Node ${machine.node}; ${nodes} light nodes in two processes, ${viewers} viewers in one, all on this machine`,
    `Results of the ${runs} runs were computed beforehand; nodes send them and compute nothing meanwhile`,
  ].join('\n');
}

export function throughputTable(store, measured) {
  const { dispatchMilliseconds: dispatch, resultMilliseconds: results, memory, submission } = measured;
  return table(`${store}: as many runs as it keeps up with`, [
    line('runs a second, from the first node on', measured.runsPerSecond, atLeast(AIMS.runsPerSecond[store])),
    line('finished', measured.finished),
    line('request for work to answer, p50, ms', dispatch?.p50),
    line('request for work to answer, p99, ms', dispatch?.p99, below(AIMS.dispatchMilliseconds)),
    line('result to acknowledgement, p50, ms', results?.p50),
    line('result to acknowledgement, p99, ms', results?.p99),
    line('processors used by the coordinator', measured.processorShare),
    line('memory besides the database, MB', megabytes(memory.rest), below(AIMS.megabytes)),
    line('memory of the database inside the process, MB', megabytes(memory.webAssembly)),
    line('event loop late, p99, ms', measured.eventLoopMilliseconds.p99),
    line('event loop late, most, ms', measured.eventLoopMilliseconds.max),
    line('submission of all runs, s', submission.seconds),
    line('event loop late during the submission, most, ms', submission.eventLoopMilliseconds.max),
    line('frames that viewers got', measured.frames),
    line('refused messages, lost connections', measured.refusals + measured.disconnections),
  ]);
}

export function rateTable(store, measured) {
  const { dispatchMilliseconds: dispatch, resultMilliseconds: results, memory, slowViewer } = measured;
  return table(`${store}: every node always at work, ${measured.rate} runs a second together`, [
    line('runs a second', measured.runsPerSecond, atLeast(0.98 * measured.rate)),
    line('request for work to answer, p50, ms', dispatch?.p50),
    line('request for work to answer, p99, ms', dispatch?.p99, below(AIMS.dispatchMilliseconds)),
    line('result to acknowledgement, p50, ms', results?.p50),
    line('result to acknowledgement, p99, ms', results?.p99),
    line('processors used by the coordinator', measured.processorShare),
    line('memory besides the database, MB', megabytes(memory.rest), below(AIMS.megabytes)),
    line('memory of the database inside the process, MB', megabytes(memory.webAssembly)),
    line('event loop late, p99, ms', measured.eventLoopMilliseconds.p99),
    line('refused messages, lost connections', measured.refusals + measured.disconnections),
    line('64 kbit/s viewer: first sight after, s', slowViewer.firstSightSeconds),
    line('64 kbit/s viewer: frames', slowViewer.frames),
    line('64 kbit/s viewer: age of what it is shown, p50, s', slowViewer.ageSeconds?.p50),
    line('64 kbit/s viewer: age of what it is shown, most, s', slowViewer.ageSeconds?.max),
  ]);
}

export function localThreadsTable(measured) {
  const { kernelShare, waitingShare, answerMilliseconds: answers } = measured;
  return table(`crossover lab, ${measured.threads} threads, ${measured.runs} runs of about a second`, [
    line('share of their time that the threads compute', kernelShare, atLeast(AIMS.kernelShare)),
    line('share of it that they wait for a processor', waitingShare),
    line('share of it that is lost between runs', 1 - kernelShare - waitingShare),
    line('time in which it was measured, s', measured.seconds),
    line('a run computes for, s', measured.secondsPerRun),
    line('processor time of everything else, s', measured.otherProcessorSeconds),
    ...Object.entries(answers).flatMap(([path, { p50, p99 }]) => [
      line(`${path} answered after, p50, ms`, p50),
      line(`${path} answered after, p99, ms`, p99),
    ]),
  ]);
}

function table(title, lines) {
  return ['', title, ...lines].join('\n');
}

function line(label, value, verdict) {
  const shown = value === null || value === undefined ? 'none' : number(value);
  const said = value === null || value === undefined ? '' : (verdict?.(value) ?? '');
  return `  ${label.padEnd(LABEL_COLUMNS)}${shown.padStart(VALUE_COLUMNS)}${said}`;
}

const atLeast = (aim) => (value) => `   aim ≥ ${number(aim)}: ${value >= aim ? 'met' : 'missed'}`;
const below = (aim) => (value) => `   aim < ${number(aim)}: ${value < aim ? 'met' : 'missed'}`;
const megabytes = (bytes) => bytes / 1e6;

/** Three significant digits; whole numbers as they are. */
function number(value) {
  if (Number.isInteger(value)) return String(value);
  return value >= 1000 ? value.toFixed(0) : value.toPrecision(3);
}
