import { ExecutionFollower } from '../local/execution-state.ts';
import type { RunReporter } from '../local/run-reporter.ts';
import * as messages from '../messages.ts';
import { LiveLines } from './live-lines.ts';
import { overallLine, progressLines } from './progress-lines.ts';

/** Reports to the person at the terminal, on stderr. */
export function terminalReporter(title: string): RunReporter {
  const follower = new ExecutionFollower(title, () => performance.now() / 1000);
  const display = new LiveLines();
  const show = () =>
    display.update({
      plain: () => overallLine(follower.state()),
      live: (columns) => progressLines(follower.state(), columns),
    });
  return {
    planned: (runs) => follower.planned(runs),
    started: (run) => follower.started(run),
    progress: (run, progress) => {
      follower.progress(run, progress);
      show();
    },
    finished: (run) => {
      follower.finished(run);
      show();
    },
    failed: (run) => {
      follower.failed(run);
      show();
    },
    figure: (_name, file) => display.note(messages.figureDrawn(file)),
    note: (line) => display.note(line),
    ended: () => display.clear(),
  };
}
