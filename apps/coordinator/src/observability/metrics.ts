import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { processMetrics } from './process-metrics.ts';

/** Seconds: from what a transaction takes on a fast disk to what somebody waits for in vain. */
const BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What is looked at when somebody asks, rather than counted as it happens. */
export interface Observed {
  /** Runs in each state, everywhere on this database; undefined while it cannot be asked. */
  runsByState(): Promise<ReadonlyMap<string, number> | undefined>;
  experimentsByState(): ReadonlyMap<string, number>;
  nodesByState(): ReadonlyMap<string, number>;
  threads(): { readonly busy: number; readonly idle: number };
  viewers(): { readonly socket: number; readonly events: number };
  networkBytes(): { readonly received: number; readonly sent: number };
}

/** The measurements of one coordinator, in the terms of Prometheus. Names are for ever; `docs/http-api.md` lists them. */
export class Metrics {
  readonly #registry = new Registry();

  readonly finishedRuns = this.#counter('runs_finished_total', 'Runs whose result was taken here.');
  readonly failedRuns = this.#counter('runs_failed_total', 'Runs that were given up here.');
  readonly dispatch = this.#histogram(
    'dispatch_seconds',
    'From the request of a node for work to the answer that has some, committed.',
  );
  readonly events = this.#histogram(
    'event_seconds',
    'From a message on a socket to its acknowledgement, by event.',
    ['event'],
  );
  readonly requests = this.#histogram('http_request_seconds', 'Answers over HTTP, by route and status.', [
    'method',
    'route',
    'status',
  ]);
  readonly refusals = this.#counter('refused_total', 'Refused messages and requests, by code.', [
    'transport',
    'code',
  ]);
  readonly storeWait = this.#histogram('store_wait_seconds', 'Waiting for a connection to the database.');
  readonly storeUse = this.#histogram(
    'store_transaction_seconds',
    'Transactions and single statements, from getting the connection to giving it back.',
  );

  /** Says where to look for what is not counted. */
  observe(observed: Observed): void {
    const up = this.#gauge('store_up', 'Whether the database answers.', []);
    this.#gauge('runs', 'Runs by state, of all coordinators on this database.', ['state'], async (gauge) => {
      const runs = await observed.runsByState();
      up.set(runs === undefined ? 0 : 1);
      gauge.reset();
      for (const [state, count] of runs ?? []) gauge.set({ state }, count);
    });
    this.#gauge('experiments', 'Experiments by state.', ['state'], (gauge) => {
      gauge.reset();
      for (const [state, count] of observed.experimentsByState()) gauge.set({ state }, count);
    });
    this.#gauge(
      'nodes',
      'Compute nodes by state; those that are not connected are apart.',
      ['state'],
      (gauge) => {
        gauge.reset();
        for (const [state, count] of observed.nodesByState()) gauge.set({ state }, count);
      },
    );
    this.#gauge('threads', 'Threads of connected nodes.', ['state'], (gauge) => {
      const { busy, idle } = observed.threads();
      gauge.set({ state: 'busy' }, busy);
      gauge.set({ state: 'idle' }, idle);
    });
    this.#gauge('viewers', 'Who watches here, by transport.', ['transport'], (gauge) => {
      const { socket, events } = observed.viewers();
      gauge.set({ transport: 'socket' }, socket);
      gauge.set({ transport: 'events' }, events);
    });
    const bytes = this.#counter(
      'network_bytes_total',
      'Bytes on all connections.',
      ['direction'],
      (counter) => {
        const { received, sent } = observed.networkBytes();
        counter.reset();
        counter.inc({ direction: 'received' }, received);
        counter.inc({ direction: 'sent' }, sent);
      },
    );
    bytes.reset();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Everything in the text format of Prometheus, the process included. */
  async text(): Promise<string> {
    return `${await this.#registry.metrics()}\n${await processMetrics().metrics()}`;
  }

  #counter<Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
    collect?: (counter: Counter<Label>) => void,
  ): Counter<Label> {
    const counter: Counter<Label> = new Counter({
      name: `crossover_${name}`,
      help,
      labelNames: [...labelNames],
      registers: [this.#registry],
      ...(collect === undefined ? {} : { collect: () => collect(counter) }),
    });
    return counter;
  }

  #gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    collect?: (gauge: Gauge<Label>) => void | Promise<void>,
  ): Gauge<Label> {
    const gauge: Gauge<Label> = new Gauge({
      name: `crossover_${name}`,
      help,
      labelNames: [...labelNames],
      registers: [this.#registry],
      ...(collect === undefined ? {} : { collect: () => collect(gauge) }),
    });
    return gauge;
  }

  #histogram<Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Histogram<Label> {
    return new Histogram({
      name: `crossover_${name}`,
      help,
      labelNames: [...labelNames],
      buckets: BUCKETS,
      registers: [this.#registry],
    });
  }
}
