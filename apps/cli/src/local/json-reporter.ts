import { describeRun, digest, encodeRunResult } from '@crossover/experiments';
import { ExecutionFollower } from './execution-state.ts';
import type { RunEvent } from './run-events.ts';
import type { RunReporter } from './run-reporter.ts';

/** The shortest time between two events about progress. */
const INTERVAL = 500;

/** Reports to a program: one event a line, through `write`. */
export function jsonReporter(experiment: string, write: (line: string) => void): RunReporter {
  const follower = new ExecutionFollower(experiment, () => performance.now() / 1000);
  const emit = (event: RunEvent) => write(`${JSON.stringify(event)}\n`);
  let emittedAt = -Infinity;
  const emitProgress = () => {
    const now = performance.now();
    if (now - emittedAt < INTERVAL) return;
    emittedAt = now;
    const { fraction, finished, failed, total, stepsPerSecond, secondsLeft, underWay } = follower.state();
    emit({
      event: 'progress',
      ...{ fraction, finished, failed, total, stepsPerSecond, secondsLeft },
      underWay: underWay.map((run) => ({
        run: run.id,
        fraction: run.fraction,
        stepsPerSecond: run.stepsPerSecond,
        secondsLeft: run.secondsLeft,
      })),
    });
  };
  return {
    planned: (runs) => {
      follower.planned(runs);
      const listed = runs.map(({ id, specification }) => ({
        run: id,
        label: describeRun(specification).label,
      }));
      emit({ event: 'plan', experiment, runs: listed });
    },
    started: (run) => {
      follower.started(run);
      emit({ event: 'start', run: run.id });
    },
    progress: (run, progress) => {
      follower.progress(run, progress);
      emitProgress();
    },
    finished: (run, result, seconds) => {
      follower.finished(run);
      emit({ event: 'result', run: run.id, digest: digest(encodeRunResult(result)), seconds });
    },
    failed: (run, message) => {
      follower.failed(run);
      emit({ event: 'failure', run: run.id, message });
    },
    figure: (figure, file) => emit({ event: 'figure', figure, file }),
    note: (message) => emit({ event: 'note', message }),
    ended: () => undefined,
  };
}
