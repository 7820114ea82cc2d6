import type { ConformanceReport, Observation } from './conformance-report.ts';

/** A report for people: a line for each obligation, and what was found where one was broken. */
export function formatReport({
  subject,
  protocolVersion,
  observations,
  conforms,
}: ConformanceReport): string {
  const count = (status: Observation['status']) =>
    observations.filter((observation) => observation.status === status).length;
  const summary = `${count('passed')} passed, ${count('failed')} failed, ${count('not observed')} not observed`;
  const verdict = conforms ? 'keeps' : 'does not keep';
  return [
    ...observations.map(lineOf),
    '',
    `${summary}: this ${subject} ${verdict} version ${protocolVersion} of the protocol, as far as was seen.`,
    '',
  ].join('\n');
}

function lineOf(observation: Observation): string {
  const { id, level, text, status } = observation;
  const head = `${status.padEnd(12)}  ${id.padEnd(4)}  ${level.padEnd(6)}  ${text}`;
  if (status === 'passed') return head;
  const indent = ' '.repeat(14);
  if (status === 'not observed') return `${head}\n${indent}because ${observation.reason}`;
  return `${head}\n${indent}needed: ${observation.needed}\n${indent}found:  ${observation.found}`;
}
