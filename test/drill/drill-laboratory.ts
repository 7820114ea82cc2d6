import type { ExperimentDetail, NodeSummary } from '@crossover/protocol';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CoordinatorProcess } from '../processes/coordinator-process.ts';
import type { Program } from '../processes/program.ts';
import { startNode } from '../processes/start-node.ts';
import { waitFor } from '../processes/waiting.ts';
import { EmptyDatabase } from './empty-database.ts';
import type { PostgresServer } from './postgres-server.ts';
import { SmallDisk } from './small-disk.ts';
import { Ledger } from './wire/ledger.ts';
import { NetworkLink } from './wire/network-link.ts';
import { RecordingProxy } from './wire/recording-proxy.ts';

/** What a drill needs around it. */
export interface LaboratoryPlan {
  readonly coordinators?: number;
  readonly nodes?: number;
  /** Every node at a line of its own that can be cut: a virtual cable where the rights allow, else its proxy. */
  readonly lines?: boolean;
  /** The data folder on a file system of so many MiB. */
  readonly diskMebibytes?: number;
  /** All wall clocks can be shifted. */
  readonly clock?: boolean;
}

interface Place {
  readonly name: string;
  readonly link: NetworkLink | undefined;
  readonly proxy: RecordingProxy;
  program: Program;
}

/** With what takes seconds, on a machine that others make full use of. */
const PATIENCE_MILLISECONDS = 300_000;

const CLOCK = new URL('./shifted-clock.ts', import.meta.url).href;

/** Coordinators, nodes and the proxies between them, which stay for several repetitions of a drill. */
export class DrillLaboratory {
  readonly folder: string;
  readonly postgres: PostgresServer | undefined;
  readonly disk: SmallDisk | undefined;
  readonly coordinators: CoordinatorProcess[] = [];
  readonly nodes: Place[] = [];
  readonly #plan: LaboratoryPlan;
  readonly #proxies: RecordingProxy[] = [];
  readonly #programs: Program[] = [];
  /** Of the present repetition. */
  ledger = new Ledger([]);

  private constructor(plan: LaboratoryPlan, postgres: PostgresServer | undefined) {
    this.#plan = plan;
    this.postgres = postgres;
    this.disk = plan.diskMebibytes === undefined ? undefined : new SmallDisk(plan.diskMebibytes);
    this.folder = this.disk?.folder ?? mkdtempSync(join(tmpdir(), 'crossover-drill-'));
    if (plan.clock) writeFileSync(this.#clockFile, '0');
  }

  /** On a PostgreSQL server of its own, which it stops in the end, or on a copy of an empty embedded database. */
  static async open(plan: LaboratoryPlan, store: PostgresServer | EmptyDatabase): Promise<DrillLaboratory> {
    const embedded = store instanceof EmptyDatabase;
    if (embedded) await store.ready();
    const laboratory = new DrillLaboratory(plan, embedded ? undefined : store);
    try {
      if (embedded) cpSync(store.folder, laboratory.#dataFolder(0), { recursive: true });
      for (let index = 0; index < (plan.coordinators ?? 1); index += 1) await laboratory.#addCoordinator();
      for (let index = 0; index < (plan.nodes ?? 2); index += 1)
        await laboratory.#addNode(`node-${index + 1}`);
      await laboratory.allConnected();
    } catch (error) {
      await laboratory.close();
      throw error;
    }
    return laboratory;
  }

  /** A coordinator that runs now. */
  get coordinator(): CoordinatorProcess {
    const running = this.coordinators.find((coordinator) => coordinator.isRunning);
    if (running === undefined) throw new Error('No coordinator runs.');
    return running;
  }

  get programs(): readonly Program[] {
    return [...this.#programs, ...this.coordinators.flatMap(({ programs }) => programs)];
  }

  detail(id: string): Promise<ExperimentDetail> {
    return this.coordinator.detail(id);
  }

  startCoordinator(index: number): Promise<void> {
    const [coordinator, proxy] = [this.coordinators[index], this.#proxies[index]];
    return coordinator.start(proxy === undefined ? {} : { advertise: proxy.url });
  }

  startNode(place: Place): void {
    place.program = this.#launch(place.name, place.proxy.url, place.link);
  }

  /** Every node is known to a coordinator, and its connection stands. */
  async allConnected(): Promise<void> {
    await waitFor(
      'all nodes to be connected',
      async () => {
        const nodes = await this.#summaries();
        const connected = new Set(nodes.filter((node) => node.connected).map(({ name }) => name));
        return this.nodes.every(({ name }) => connected.has(name)) ? true : undefined;
      },
      PATIENCE_MILLISECONDS,
    );
  }

  /** Every node is back, has been told what it may forget, and computes nothing any more. */
  async calm(): Promise<void> {
    await waitFor(
      'all nodes to be idle',
      async () => {
        const nodes = await this.#summaries();
        const idle = nodes.filter(({ connected, busyThreads, runs }) => {
          return connected && busyThreads === 0 && runs.length === 0;
        });
        const names = new Set(idle.map(({ name }) => name));
        return this.nodes.every(({ name }) => names.has(name)) ? true : undefined;
      },
      PATIENCE_MILLISECONDS,
    );
  }

  shiftClocks(milliseconds: number): void {
    writeFileSync(this.#clockFile, String(milliseconds));
  }

  cut(place: Place): void {
    if (place.link === undefined) place.proxy.cut();
    else place.link.cut();
  }

  heal(place: Place): void {
    if (place.link === undefined) place.proxy.heal();
    else place.link.heal();
  }

  setTurbulence(turbulence: RecordingProxy['turbulence']): void {
    for (const proxy of this.#proxies) proxy.turbulence = turbulence;
  }

  /** All that coordinators and nodes have written, to look for what nobody expected. */
  logs(): string {
    const files = this.coordinators.map((_, index) => join(this.#dataFolder(index), 'coordinator.log'));
    return [
      ...files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8')),
      ...this.programs.map(({ output, errors }) => output + errors),
    ].join('\n');
  }

  async close(): Promise<void> {
    for (const program of this.#programs) program.child.kill('SIGCONT');
    for (const { link, proxy } of this.nodes) {
      link?.heal();
      proxy.heal();
    }
    await Promise.all(this.#programs.map((program) => program.stop('SIGKILL')));
    await Promise.all(this.coordinators.map((coordinator) => coordinator.stop('SIGKILL')));
    await Promise.all(this.#proxies.map((proxy) => proxy.close()));
    for (const { link } of this.nodes) link?.remove();
    await this.postgres?.stop();
    if (this.disk === undefined) rmSync(this.folder, { recursive: true, force: true });
    else this.disk.remove();
  }

  get #clockFile(): string {
    return join(this.folder, 'clock');
  }

  #environment(): NodeJS.ProcessEnv {
    return this.#plan.clock === true
      ? { NODE_OPTIONS: `--import=${CLOCK}`, CROSSOVER_DRILL_CLOCK: this.#clockFile }
      : {};
  }

  #dataFolder(index: number): string {
    return join(this.folder, `coordinator-${index + 1}`);
  }

  async #addCoordinator(): Promise<void> {
    const index = this.coordinators.length;
    const folder = this.#dataFolder(index);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Whoever is known to one coordinator is known to all.
    if (index > 0) copyFileSync(join(this.#dataFolder(0), 'tokens.json'), join(folder, 'tokens.json'));
    const options = { folder, databaseUrl: this.postgres?.url, env: this.#environment() };
    const coordinator = await CoordinatorProcess.at(options);
    this.coordinators.push(coordinator);
    await this.#openProxy(coordinator.port, '127.0.0.1');
    await this.startCoordinator(index);
  }

  async #addNode(name: string): Promise<void> {
    const index = this.nodes.length % this.coordinators.length;
    let proxy = this.#proxies[index];
    let link: NetworkLink | undefined;
    if (this.#plan.lines) {
      link = NetworkLink.obstacle() === undefined ? NetworkLink.create() : undefined;
      proxy = await this.#openProxy(this.coordinators[index].port, link?.hostAddress ?? '127.0.0.1');
    }
    this.nodes.push({ name, link, proxy, program: this.#launch(name, proxy.url, link) });
  }

  async #openProxy(coordinatorPort: number, host: string): Promise<RecordingProxy> {
    const proxy = await RecordingProxy.open({ host, coordinatorPort, ledger: () => this.ledger });
    this.#proxies.push(proxy);
    return proxy;
  }

  #launch(name: string, url: string, link: NetworkLink | undefined): Program {
    const { node: token } = this.coordinators[0].tokens;
    const program = startNode({
      name,
      threads: 1,
      url,
      token,
      env: this.#environment(),
      inside: link?.inside,
    });
    this.#programs.push(program);
    return program;
  }

  async #summaries(): Promise<NodeSummary[]> {
    const answer = await this.coordinator
      .request<{ nodes: NodeSummary[] }>('GET', '/api/nodes')
      .catch(() => ({ nodes: [] }));
    return answer.nodes;
  }
}

export type { Place };
