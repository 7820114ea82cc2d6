import { mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Child } from './child.mjs';
import { memory, processorSeconds } from './coordinator/process-usage.mjs';

/** Light nodes are spread over so many processes. */
const NODE_PROCESSES = 2;
/** The coordinator runs as the units in deploy/ start it. */
const COORDINATOR_OPTIONS = ['--max-semi-space-size=8'];
const LOOK_MILLISECONDS = 500;

/** A coordinator with light nodes and viewers, all of them processes of their own that speak over loopback. */
export class Laboratory {
  coordinator;
  url;
  tokens;
  nodes = [];

  static async open({ folder, databaseUrl, profile }) {
    const laboratory = new Laboratory();
    mkdirSync(folder, { recursive: true });
    const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
    const execArgv = [...COORDINATOR_OPTIONS, ...profiling];
    laboratory.coordinator = new Child(new URL('./coordinator/coordinator-process.mjs', import.meta.url), {
      execArgv,
    });
    Object.assign(laboratory, await laboratory.coordinator.do('start', { folder, databaseUrl }));
    return laboratory;
  }

  async connectNodes(count, resultsFile) {
    const { url, tokens } = this;
    const each = Math.ceil(count / NODE_PROCESSES);
    for (let first = 0; first < count; first += each) {
      const child = new Child(new URL('./nodes/node-process.mjs', import.meta.url));
      this.nodes.push(child);
      const part = { first, count: Math.min(each, count - first), resultsFile };
      await child.do('connect', { url, token: tokens.node, ...part });
    }
  }

  /** Viewers in a process of their own, which is returned; by default at an undisturbed connection. */
  async connectViewers(count, url = this.url) {
    const child = new Child(new URL('./viewers/viewer-process.mjs', import.meta.url));
    await child.do('connect', { url, token: this.tokens.viewer, count });
    return child;
  }

  setPace(secondsPerRun) {
    return Promise.all(this.nodes.map((child) => child.do('setPace', { secondsPerRun })));
  }

  /** What all light nodes have measured since this was asked the last time. */
  async takeMeasured() {
    const parts = await Promise.all(this.nodes.map((child) => child.do('takeMeasured')));
    const together = (name) => parts.flatMap((part) => part[name]);
    const sum = (name) => parts.reduce((total, part) => total + part[name], 0);
    return {
      leaseMilliseconds: together('leaseMilliseconds'),
      hintMilliseconds: together('hintMilliseconds'),
      completeMilliseconds: together('completeMilliseconds'),
      leases: sum('leases'),
      accepted: sum('accepted'),
      refusals: sum('refusals'),
      disconnections: sum('disconnections'),
    };
  }

  async submit(specification) {
    const response = await fetch(`${this.url}/api/experiments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.tokens.operator}`, 'content-type': 'application/json' },
      body: JSON.stringify({ specification }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error.message);
    return answer.experiment.id;
  }

  /**
   * Looks at the coordinator until so many runs are finished, or for so many seconds: its processor time and
   * the most memory it had.
   */
  async watch(experimentId, { until, seconds }) {
    const began = performance.now();
    const { pid } = this.coordinator;
    const processorBefore = processorSeconds(pid);
    const most = { resident: 0, webAssembly: 0, rest: 0 };
    let finished = 0;
    for (;;) {
      finished = await this.coordinator.do('finishedRuns', { experimentId });
      const { resident, webAssembly } = memory(pid);
      most.resident = Math.max(most.resident, resident);
      most.webAssembly = Math.max(most.webAssembly, webAssembly);
      most.rest = Math.max(most.rest, resident - webAssembly);
      if (finished >= until || performance.now() - began > 1000 * seconds) break;
      await delay(LOOK_MILLISECONDS);
    }
    const elapsed = (performance.now() - began) / 1000;
    return {
      finished,
      seconds: elapsed,
      processorShare: (processorSeconds(pid) - processorBefore) / elapsed,
      memory: most,
      eventLoopMilliseconds: await this.coordinator.do('takeDelays'),
    };
  }

  async close(...others) {
    for (const child of [...others, ...this.nodes, this.coordinator]) await child?.end();
  }
}
