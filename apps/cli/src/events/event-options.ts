import type { Command } from 'commander';
import { theoryEvents, type RunSpecification, type TrajectoryEvent } from '@crossover/experiments';
import { modelHeading, tableLines } from '../curves/table.ts';
import { csvLines } from '@crossover/experiments/export';
import { fractionList, positiveList } from '../model/option-values.ts';
import { interruptible } from '../terminal/interruption.ts';
import { ProgressLine } from '../terminal/progress-line.ts';

export interface EventOptions {
  readonly riskBelow?: number[] | undefined;
  readonly alignmentAbove?: number[] | undefined;
}

export function addEventOptions(command: Command): Command {
  return command
    .option(
      '--risk-below <list>',
      'no curve, but when the risk first falls below these values, such as 1e-3,1e-4',
      positiveList,
    )
    .option(
      '--alignment-above <list>',
      'no curve, but when a unit is first aligned with a teacher to more than these |cosines|, such as 0.5',
      fractionList,
    );
}

type ThresholdEvent = Extract<TrajectoryEvent, { value: number }>;

export function eventsOf({ riskBelow = [], alignmentAbove = [] }: EventOptions): ThresholdEvent[] {
  return [
    ...riskBelow.map((value) => ({ kind: 'risk-below', value }) as const),
    ...alignmentAbove.map((value) => ({ kind: 'alignment-above', value }) as const),
  ];
}

/** Finds the events on the way to the last output time, and says when they first happen, in the given format. */
export async function findEvents(
  specification: RunSpecification,
  events: readonly ThresholdEvent[],
  format: 'json' | 'csv' | 'table',
): Promise<string> {
  if (specification.kind !== 'theory') return '';
  const end = specification.times[specification.times.length - 1];
  const line = new ProgressLine();
  const occurrences = await interruptible((signal) =>
    theoryEvents(specification, events, {
      signal,
      onProgress: async (time) => {
        line.update(`theory t = ${time.toPrecision(3)} of ${end}`);
        // Signals are only heard between two turns of the event loop.
        await new Promise((resolve) => setImmediate(resolve));
      },
    }).finally(() => line.clear()),
  );
  const rows = events.map(({ kind, value }, index) => {
    const found = occurrences.find((occurrence) => occurrence.index === index);
    return { event: kind, value, time: found?.time ?? null, risk: found?.risk ?? null };
  });
  switch (format) {
    case 'json':
      return `${JSON.stringify({ specification, events: rows })}\n`;
    case 'csv':
      return csvLines([
        ['event', 'value', 't', 'risk'],
        ...rows.map(({ event, value, time, risk }) => [event, value, time, risk]),
      ]);
    case 'table':
      return [
        `${modelHeading(specification)}\nfirst times up to t = ${end}; – where it does not happen`,
        ...(['risk-below', 'alignment-above'] as const)
          .map((kind) => ({ kind, of: rows.filter(({ event }) => event === kind) }))
          .filter(({ of }) => of.length > 0)
          .map(({ kind, of }) =>
            tableLines(
              [kind === 'risk-below' ? 'R below' : 'alignment above', 't', 'R'],
              of.map(({ value, time, risk }) => [value, time, risk]),
            ),
          ),
      ].join('\n');
  }
}
