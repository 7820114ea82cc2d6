import { ExecutionFollower } from '../local/execution-state.ts';
import type { RunReporter } from '../local/run-reporter.ts';
import { ProgressDisplay } from './progress-display.ts';

/** Reports to the person at the terminal, on stderr. */
export function terminalReporter(title: string): RunReporter {
  const follower = new ExecutionFollower(title, () => performance.now() / 1000);
  const display = new ProgressDisplay();
  const show = () => display.update(() => follower.state());
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
    note: (line) => display.note(line),
    ended: () => display.clear(),
  };
}
