import { NUMERICS_VERSION } from '@crossover/experiments';
import { LIMITS, NAMESPACES, PROTOCOL_VERSION, TIMINGS } from '@crossover/protocol';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { io } from 'socket.io-client';

/** Two runs at hand for one thread, as a compute node has them. */
const PLACES = 2;
const RETRY_MILLISECONDS = 1000;
/** Idle nodes ask on their own every so many heartbeats: a hint that work is there may get lost. */
const HEARTBEATS_BETWEEN_REQUESTS = 5;

/**
 * A compute node of one thread that speaks the whole protocol and computes nothing: each run takes
 * `secondsPerRun`, or no time at all, and then its result is taken from the table. It asks for work, holds
 * it and delivers it as `@crossover/compute-node` does.
 */
export class LightNode {
  #socket;
  #results;
  #measured;
  #secondsPerRun = 0;
  #waiting = [];
  #held = new Map();
  #refillBelow = 0;
  #asking = false;
  #computing = false;
  #offline = true;
  #hintedAt = null;
  #beats;

  constructor({ url, token, index, results, measured }) {
    this.#results = results;
    this.#measured = measured;
    this.#beats = index % HEARTBEATS_BETWEEN_REQUESTS;
    this.#socket = io(url + NAMESPACES.nodes, {
      transports: ['websocket'],
      forceNew: true,
      autoConnect: false,
      auth: {
        token,
        protocolVersion: PROTOCOL_VERSION,
        nodeId: `load-${index}`,
        name: `light node ${index}`,
        threads: 1,
        softwareVersion: '0.0.0-load',
        numericsVersion: NUMERICS_VERSION,
      },
    });
    this.#socket.on('work-available', (_message, acknowledge) => {
      acknowledge({ ok: true });
      if (this.#held.size === 0) this.#hintedAt ??= performance.now();
      void this.#seek();
    });
    this.#socket.on('cancel', ({ runId }, acknowledge) => {
      acknowledge({ ok: true });
      this.#held.delete(runId);
    });
    this.#socket.on('disconnect', () => {
      this.#offline = true;
      this.#measured.disconnections += 1;
    });
  }

  /** Resolves when the coordinator has answered its hello. */
  async connect() {
    const connected = new Promise((resolve, reject) => {
      this.#socket.on('connect', () => void this.#hello().then(resolve, reject));
      this.#socket.once('connect_error', reject);
    });
    this.#socket.connect();
    await connected;
    const startBeating = () => setInterval(() => void this.#beat(), TIMINGS.heartbeatMilliseconds);
    // A thousand nodes do not beat at the same moment.
    setTimeout(startBeating, Math.random() * TIMINGS.heartbeatMilliseconds);
  }

  setPace(secondsPerRun) {
    this.#secondsPerRun = secondsPerRun;
  }

  async #hello() {
    const leases = [...this.#held.values()].map(({ runId, attempt }) => ({ runId, attempt }));
    await this.#ask('hello', { leases });
    this.#offline = false;
    for (const run of this.#held.values()) if (run.done) void this.#deliver(run);
    void this.#seek();
  }

  async #beat() {
    if (this.#offline) return;
    const runs = [...this.#held.keys()].map((runId) => ({ runId, fraction: 0 }));
    const load = { busyThreads: this.#computing ? 1 : 0, threads: 1, stepsPerSecond: 0, runs };
    await this.#ask('heartbeat', load).catch(() => undefined);
    this.#beats += 1;
    if (this.#beats % HEARTBEATS_BETWEEN_REQUESTS === 0) void this.#seek();
  }

  async #seek() {
    const free = PLACES - this.#waiting.length - (this.#computing ? 1 : 0);
    if (this.#asking || this.#offline) return;
    if (free <= 0 && this.#waiting.length >= this.#refillBelow) return;
    this.#asking = true;
    const hintedAt = this.#hintedAt;
    let hintedMeanwhile = false;
    try {
      const capacity = Math.max(1, free);
      const asked = performance.now();
      // The cost model takes the runs for the short ones that they are: it would give the first that ask all of them.
      const most = this.#secondsPerRun > 0 ? capacity : LIMITS.maxLeaseBatch;
      const { assignments } = await this.#ask('lease', { capacity, most });
      const now = performance.now();
      this.#measured.leases += 1;
      if (assignments.length > 0) {
        this.#measured.leaseMilliseconds.add(now - asked);
        if (hintedAt !== null) this.#measured.hintMilliseconds.add(now - hintedAt);
      }
      hintedMeanwhile = this.#hintedAt !== hintedAt;
      this.#hintedAt = null;
      for (const { runId, attempt } of assignments) {
        const run = { runId, attempt, done: false };
        this.#held.set(runId, run);
        this.#waiting.push(run);
      }
      this.#refillBelow = Math.floor(this.#waiting.length / 2);
      if (assignments.length > 0) void this.#compute();
    } catch {
      this.#measured.refusals += 1;
      await delay(RETRY_MILLISECONDS);
    } finally {
      this.#asking = false;
    }
    if (hintedMeanwhile) void this.#seek();
  }

  /** One run after the other; the next one does not wait until the coordinator has the last. */
  async #compute() {
    if (this.#computing) return;
    this.#computing = true;
    for (let run = this.#waiting.shift(); run !== undefined; run = this.#waiting.shift()) {
      if (this.#secondsPerRun > 0) await delay(1000 * this.#secondsPerRun);
      else await nextTurn();
      run.done = true;
      void this.#deliver(run);
      void this.#seek();
    }
    this.#computing = false;
    void this.#seek();
  }

  async #deliver(run) {
    const { runId, attempt } = run;
    const { result, digest } = this.#results.find(runId);
    const seconds = this.#secondsPerRun > 0 ? this.#secondsPerRun : 1e-3;
    while (this.#held.get(runId) === run && !this.#offline) {
      try {
        const sent = performance.now();
        const answer = await this.#ask('complete', { runId, attempt, result, digest, seconds });
        this.#measured.completeMilliseconds.add(performance.now() - sent);
        if (answer.accepted) this.#measured.accepted += 1;
        this.#held.delete(runId);
      } catch {
        this.#measured.refusals += 1;
        await delay(RETRY_MILLISECONDS);
      }
    }
    void this.#seek();
  }

  async #ask(event, message) {
    const answer = await this.#socket.timeout(TIMINGS.acknowledgeMilliseconds).emitWithAck(event, message);
    if (!answer.ok) throw new Error(`${event}: ${answer.error.code} ${answer.error.message}`);
    return answer;
  }
}
