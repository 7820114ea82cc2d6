import { setTimeout as delay } from 'node:timers/promises';
import { BesiegedLaboratory } from './besieged-laboratory.ts';
import { shortfalls } from './coverage.ts';
import { decoyResults, decoySpecification } from './decoys.ts';
import { EventChannel } from './event-channel.ts';
import { senders } from './event-senders.ts';
import { FrameChannel } from './frame-channel.ts';
import { countHandlers, intruders, type HandlerCount } from './handlers.ts';
import { HandshakeChannel } from './handshake-channel.ts';
import { workHonestly, type HonestWork } from './honest-work.ts';
import { HttpChannel } from './http-channel.ts';
import { judgeMemory, type MemoryVerdict } from './memory.ts';
import { readRoutes, type Routes } from './openapi-routes.ts';
import { Random } from './random.ts';
import { RawHttpChannel } from './raw-http-channel.ts';
import { Tally, type Finding, type SurfaceCount } from './tally.ts';
import type { Channel, Target } from './target.ts';
import { Vocabulary } from './vocabulary.ts';

export interface CampaignOptions {
  readonly seed: number;
  /** Number of the first case: to send again what was found. */
  readonly from: number;
  readonly count: number;
  /** It ends after so long, with however many cases were sent. */
  readonly seconds: number;
  /** URL of a PostgreSQL database; an embedded one without it. */
  readonly databaseUrl?: string | undefined;
  readonly onProgress?: (sent: number) => void;
  readonly onFinding?: (finding: Finding) => void;
}

export interface CampaignReport {
  readonly seed: number;
  readonly from: number;
  readonly store: 'embedded' | 'postgresql';
  readonly sent: number;
  readonly seconds: number;
  readonly surfaces: readonly SurfaceCount[];
  readonly handlers: readonly HandlerCount[];
  /** How many handlers were entered with tokens that do not open them. */
  readonly intrusions: number;
  readonly honest: HonestWork;
  readonly memory: MemoryVerdict;
  readonly findings: readonly Finding[];
  readonly numberOfFindings: number;
}

/** Cases under way at the same time. */
const TOGETHER = 24;
/** The memory that is normal is measured for so long, with honest work alone. */
const WARM_UP_MILLISECONDS = 3_000;
/** Until everything is closed that was opened, and the witness has looked once more. */
const COOL_DOWN_MILLISECONDS = 4_000;
const PROGRESS_MILLISECONDS = 5_000;

/** Sends what the seed says to a coordinator that has honest work to do, and judges how it took it. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignReport> {
  const results = await decoyResults();
  const laboratory = await BesiegedLaboratory.start(options.databaseUrl);
  try {
    const tally = new Tally(options.onFinding);
    const vocabulary = new Vocabulary();
    const target: Target = { port: laboratory.port, tokens: laboratory.tokens, vocabulary };
    vocabulary.offer('experiment', await laboratory.submit(decoySpecification(0)));
    vocabulary.offer('run', ...results.keys());
    vocabulary.offer('node', ...senders.map(({ nodeId }) => nodeId));
    const routes = await readRoutes(laboratory.url, laboratory.tokens.viewer);
    const channels: readonly Channel[] = [
      new EventChannel(target, results),
      new HttpChannel(target, routes),
      new FrameChannel(target),
      new RawHttpChannel(target),
      new HandshakeChannel(target),
    ];
    let over = false;
    const honest = workHonestly(laboratory, vocabulary, tally, () => over);
    await delay(WARM_UP_MILLISECONDS);
    const quiet = laboratory.testimonies().length;
    const started = performance.now();
    await attack(channels, options, tally, laboratory);
    const seconds = (performance.now() - started) / 1000;
    for (const channel of channels) channel.close();
    const loud = laboratory.testimonies().length;
    over = true;
    const work = await honest;
    await delay(COOL_DOWN_MILLISECONDS);
    if (laboratory.coordinatorEnded === undefined)
      for (const ghost of await laboratory.ghosts())
        tally.find('coordinator', undefined, `listed, but not there: ${ghost}`);
    return await judge({ laboratory, tally, options, routes, seconds, work, quiet, loud });
  } finally {
    await laboratory.remove();
  }
}

async function attack(
  channels: readonly Channel[],
  { seed, from, count, seconds, onProgress }: CampaignOptions,
  tally: Tally,
  laboratory: BesiegedLaboratory,
): Promise<void> {
  const places = channels.flatMap((channel) => Array.from({ length: channel.weight }, () => channel));
  const deadline = performance.now() + seconds * 1000;
  const progress = setInterval(() => onProgress?.(tally.sent), PROGRESS_MILLISECONDS);
  let next = from;
  const attacker = async () => {
    while (next < from + count && performance.now() < deadline && laboratory.coordinatorEnded === undefined) {
      const index = next;
      next += 1;
      const random = new Random(seed, index);
      const channel = random.pick(places);
      try {
        tally.count(await channel.send(random));
      } catch (error) {
        tally.count({ surface: channel.name, outcome: 'finding' });
        tally.find(channel.name, index, error instanceof Error ? error.message : String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, attacker));
  clearInterval(progress);
}

interface Aftermath {
  readonly laboratory: BesiegedLaboratory;
  readonly tally: Tally;
  readonly options: CampaignOptions;
  readonly routes: Routes;
  readonly seconds: number;
  readonly work: HonestWork;
  /** Numbers of what the witness had written before the attack, and when it was over. */
  readonly quiet: number;
  readonly loud: number;
}

async function judge(aftermath: Aftermath): Promise<CampaignReport> {
  const { laboratory, tally, options, routes, seconds, work, quiet, loud } = aftermath;
  const find = (message: string) => tally.find('coordinator', undefined, message);
  const testimonies = laboratory.testimonies();
  const { sent } = tally;
  const surfaces = tally.surfaces();
  const memory = judgeMemory({
    before: testimonies.slice(0, quiet),
    during: testimonies.slice(quiet, loud),
    after: testimonies.slice(loud),
    experiments: work.experiments + acceptedSubmissions(surfaces),
  });
  const handlers = countHandlers(testimonies);
  const intrusions = intruders(handlers, routes);
  if (laboratory.coordinatorEnded !== undefined) find(`it ended under fire: ${laboratory.coordinatorEnded}`);
  for (const testimony of testimonies) {
    if (testimony.kind === 'uncaught') find(`${testimony.origin}: ${testimony.error}`);
    if (testimony.kind === 'polluted') find(`polluted: ${testimony.keys.join(', ')}`);
  }
  for (const line of laboratory.loggedErrors()) find(`its log: ${line}`);
  for (const fault of [...memory.faults, ...intrusions]) find(fault);
  for (const shortfall of shortfalls(surfaces, handlers, routes, sent))
    tally.find('coverage', undefined, shortfall);
  const disobedience = await laboratory.stop();
  if (disobedience !== undefined) find(disobedience);
  return {
    seed: options.seed,
    from: options.from,
    store: options.databaseUrl === undefined ? 'embedded' : 'postgresql',
    sent,
    seconds,
    surfaces,
    handlers,
    intrusions: intrusions.length,
    honest: work,
    memory,
    findings: tally.findings,
    numberOfFindings: tally.numberOfFindings,
  };
}

function acceptedSubmissions(surfaces: readonly SurfaceCount[]): number {
  return surfaces.find(({ surface }) => surface === 'POST /api/experiments')?.outcomes['accepted'] ?? 0;
}
