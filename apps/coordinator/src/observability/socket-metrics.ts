import type { ErrorCode } from '@crossover/protocol';
import type { Metrics } from './metrics.ts';

/** Ends the measurement of one event: with the fields of the good answer, or with the code of the refusal. */
type Answered = (outcome: object | ErrorCode) => void;

/** Measures the answers on sockets. */
export class SocketMetrics {
  readonly #metrics: Metrics;

  constructor(metrics: Metrics) {
    this.#metrics = metrics;
  }

  startEvent(event: string): Answered {
    const startedAt = performance.now();
    const { events, dispatch } = this.#metrics;
    return (outcome) => {
      if (typeof outcome === 'string') {
        this.refused(outcome);
        return;
      }
      const seconds = (performance.now() - startedAt) / 1000;
      events.observe({ event }, seconds);
      // A node that asks and gets nothing has not waited for it.
      if ('assignments' in outcome && (outcome.assignments as readonly unknown[]).length > 0) {
        dispatch.observe(seconds);
      }
    };
  }

  refused(code: ErrorCode): void {
    this.#metrics.refusals.inc({ transport: 'socket', code });
  }
}
