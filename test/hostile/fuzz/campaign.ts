import { setTimeout as delay } from 'node:timers/promises';
import { BesiegedLaboratory } from './besieged-laboratory.ts';
import { decoySpecification } from './decoys.ts';
import { EventChannel } from './event-channel.ts';
import { FrameChannel } from './frame-channel.ts';
import { HandshakeChannel } from './handshake-channel.ts';
import { workHonestly, type HonestWork } from './honest-work.ts';
import { HttpChannel } from './http-channel.ts';
import { judgeMemory, type MemoryVerdict } from './memory.ts';
import { readRoutes } from './openapi-routes.ts';
import { Random } from './random.ts';
import { RawHttpChannel } from './raw-http-channel.ts';
import { Tally, type Finding } from './tally.ts';
import type { Channel, Target } from './target.ts';
import { Vocabulary } from './vocabulary.ts';

export interface CampaignOptions {
  readonly seed: number;
  /** Number of the first case: to send again what was found. */
  readonly from: number;
  readonly count: number;
  /** It ends after so long, with however many cases were sent. */
  readonly seconds: number;
  readonly onProgress?: (sent: number, findings: number) => void;
}

export interface CampaignReport {
  readonly seed: number;
  readonly from: number;
  readonly sent: number;
  readonly seconds: number;
  readonly channels: ReturnType<Tally['channels']>;
  readonly honest: HonestWork;
  readonly memory: MemoryVerdict;
  readonly findings: readonly Finding[];
  readonly numberOfFindings: number;
}

/** Cases under way at the same time. */
export const TOGETHER = 24;
/** The memory that is normal is measured for so long, with honest work alone. */
const WARM_UP_MILLISECONDS = 4_000;
const PROGRESS_MILLISECONDS = 5_000;

/** Sends what the seed says to a coordinator that has honest work to do, and judges how it took it. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignReport> {
  const laboratory = new BesiegedLaboratory();
  const tally = new Tally();
  const vocabulary = new Vocabulary();
  try {
    await laboratory.start();
    const target: Target = { port: laboratory.port, tokens: laboratory.tokens, vocabulary };
    const decoy = await laboratory.submit(decoySpecification(0));
    vocabulary.offer(decoy, ...(await laboratory.detail(decoy)).runs.map(({ id }) => id));
    const channels: readonly Channel[] = [
      new EventChannel(target),
      new HttpChannel(target, await readRoutes(laboratory.url, laboratory.tokens.viewer)),
      new FrameChannel(target),
      new RawHttpChannel(target),
      new HandshakeChannel(target),
    ];
    let over = false;
    const honest = workHonestly(laboratory, vocabulary, tally, () => over);
    await delay(WARM_UP_MILLISECONDS);
    const quietSamples = laboratory.testimonies().length;
    const started = performance.now();
    await attack(channels, options, tally, laboratory);
    const seconds = (performance.now() - started) / 1000;
    for (const channel of channels) channel.close();
    over = true;
    const work = await honest;
    return await judge({ laboratory, tally, options, seconds, work, quietSamples });
  } finally {
    await laboratory.close();
    laboratory.removeFolder();
  }
}

async function attack(
  channels: readonly Channel[],
  { seed, from, count, seconds, onProgress }: CampaignOptions,
  tally: Tally,
  laboratory: BesiegedLaboratory,
): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  const progress = setInterval(
    () => onProgress?.(tally.total, tally.numberOfFindings),
    PROGRESS_MILLISECONDS,
  );
  let next = from;
  const attacker = async () => {
    while (next < from + count && performance.now() < deadline && laboratory.coordinatorEnded === undefined) {
      const index = next;
      next += 1;
      const random = new Random(seed, index);
      const channel = channelOf(channels, random);
      try {
        tally.count(channel.name, await channel.send(random));
      } catch (error) {
        tally.find(channel.name, index, error instanceof Error ? error.message : String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, attacker));
  clearInterval(progress);
}

function channelOf(channels: readonly Channel[], random: Random): Channel {
  const places = channels.flatMap((channel) => Array.from({ length: channel.weight }, () => channel));
  return random.pick(places);
}

interface Aftermath {
  readonly laboratory: BesiegedLaboratory;
  readonly tally: Tally;
  readonly options: CampaignOptions;
  readonly seconds: number;
  readonly work: HonestWork;
  readonly quietSamples: number;
}

async function judge({
  laboratory,
  tally,
  options,
  seconds,
  work,
  quietSamples,
}: Aftermath): Promise<CampaignReport> {
  const { seed, from } = options;
  const sent = tally.channels().reduce((sum, channel) => sum + channel.sent, 0);
  const testimonies = laboratory.testimonies();
  const memory = judgeMemory(testimonies, quietSamples);
  if (laboratory.coordinatorEnded !== undefined) {
    tally.find('coordinator', from + sent, `it ended under fire: ${laboratory.coordinatorEnded}`);
  }
  for (const testimony of testimonies) {
    if (testimony.kind === 'uncaught')
      tally.find('coordinator', from + sent, `${testimony.origin}: ${testimony.error}`);
    if (testimony.kind === 'polluted')
      tally.find('coordinator', from + sent, `polluted: ${testimony.keys.join(', ')}`);
  }
  if (!memory.bounded)
    tally.find('coordinator', from + sent, `memory beyond its bound: ${JSON.stringify(memory)}`);
  const code = await laboratory.close();
  if (code !== 0) tally.find('coordinator', from + sent, `it was told to stop and ended with code ${code}`);
  return {
    seed,
    from,
    sent,
    seconds,
    channels: tally.channels(),
    honest: work,
    memory,
    findings: tally.findings,
    numberOfFindings: tally.numberOfFindings,
  };
}
