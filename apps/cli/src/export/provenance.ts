import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os';
import { version as vegaVersion } from 'vega';
import { version as vegaLiteVersion } from 'vega-lite';
import { z } from 'zod';
import { digest, NUMERICS_VERSION, type ExperimentSpecification } from '@crossover/experiments';
import type { FinishedRun } from '../local/finished-run.ts';
import { packageVersion } from '../package-version.ts';

const machineSchema = z.object({
  node: z.string(),
  platform: z.string(),
  architecture: z.string(),
  processor: z.string(),
  processors: z.number(),
  memoryBytes: z.number(),
});

/** One command that worked on an experiment: from its start to the moment the results were written. */
const sessionSchema = z.object({
  command: z.string(),
  startedAt: z.string(),
  endedAt: z.string(),
  outcome: z.enum(['finished', 'interrupted', 'failed']),
  runsExecuted: z.number(),
  threads: z.number(),
  machine: machineSchema,
});

export type Session = z.infer<typeof sessionSchema>;

/** Where results come from. All but `sessions`, `seconds` and `packages` is the same on every machine. */
export const provenanceSchema = z.object({
  program: z.literal('crossover'),
  version: z.string(),
  numerics: z.string(),
  packages: z.record(z.string(), z.string()),
  experiment: z.string(),
  /** SHA-256 of a line "identity digest" for each finished run, sorted: equal where all bits of all results are. */
  resultsDigest: z.string(),
  seeds: z.array(z.number()),
  runs: z.array(
    z.object({
      id: z.string(),
      digest: z.string(),
      seed: z.number(),
      replica: z.number().nullable(),
      seconds: z.number().nullable(),
    }),
  ),
  sessions: z.array(sessionSchema),
});

export type Provenance = z.infer<typeof provenanceSchema>;

/** Packages whose version may change a digit of a result or a pixel of a picture. */
const packageVersions = (): Record<string, string> => ({
  '@crossover/experiments': versionOf('@crossover/experiments'),
  '@crossover/crossover-plots': versionOf('@crossover/crossover-plots'),
  vega: vegaVersion,
  'vega-lite': vegaLiteVersion,
  '@resvg/resvg-js': versionOf('@resvg/resvg-js'),
});

export function provenanceOf(
  experiment: ExperimentSpecification,
  runs: readonly FinishedRun[],
  sessions: readonly Session[],
): Provenance {
  const entries = runs.map(({ id, digest: bits, seconds, result: { specification } }) => ({
    id,
    digest: bits,
    seed: specification.seed,
    replica: specification.kind === 'simulation' ? specification.replica : null,
    seconds,
  }));
  return {
    program: 'crossover',
    version: packageVersion,
    numerics: NUMERICS_VERSION,
    packages: packageVersions(),
    experiment: experiment.name,
    resultsDigest: resultsDigest(runs),
    seeds: [...new Set(entries.map(({ seed }) => seed))].sort((a, b) => a - b),
    runs: entries,
    sessions: [...sessions],
  };
}

export function resultsDigest(runs: readonly Pick<FinishedRun, 'id' | 'digest'>[]): string {
  const lines = runs.map(({ id, digest: bits }) => `${id} ${bits}\n`).sort();
  return digest(new TextEncoder().encode(lines.join('')));
}

/** The sessions that a provenance file of this form tells of; none where there is no such file. */
export function earlierSessions(text: string | null): Session[] {
  if (text === null) return [];
  try {
    return z.object({ sessions: z.array(sessionSchema) }).parse(JSON.parse(text)).sessions;
  } catch {
    return [];
  }
}

export function thisMachine(): Session['machine'] {
  return {
    node: process.versions.node,
    platform: `${platform()} ${release()}`,
    architecture: arch(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    processors: availableParallelism(),
    memoryBytes: totalmem(),
  };
}

const manifestSchema = z.object({ version: z.string() });

function versionOf(name: string): string {
  const path = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).version;
}
