import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  expandExperiment,
  runIdentity,
  type ExperimentSpecification,
  type RunResult,
} from '@crossover/experiments';
import { resultsCsv, resultsParquet } from '@crossover/experiments/export';
import { createdBy, npzOrNote } from '../export/archives.ts';
import { comparisonCsv, comparisonRows } from '../export/comparison.ts';
import { earlierSessions, provenanceOf, type Session } from '../export/provenance.ts';
import { experimentReferences } from '../export/references.ts';
import { resultsJson } from '../export/results-json.ts';
import { drawFigure, printLook } from '../figures/draw.ts';
import { requestedFigures, withQuickFigures } from '../figures/draw-experiment.ts';
import { writeFigure, writeFigureData } from '../figures/write-figure.ts';
import { readIfThere, writeWhole, writeWholePieces } from '../files/whole-file.ts';
import type { FinishedRun } from './finished-run.ts';
import type { ResultsFolder } from './results-folder.ts';

/** What became of the figures of an experiment. */
export interface DrawnFigures {
  readonly drawn: readonly string[];
  readonly failed: readonly { readonly name: string; readonly message: string }[];
}

/**
 * Writes what all finished runs of an experiment say together:
 *
 *     results.{json,csv,parquet,npz}              the runs
 *     comparison.{csv,json}                       how far simulations are from theory
 *     provenance.json                             versions, seeds, identities, digests, times
 *     references.bib                              what it rests on
 *     figures/NAME.{csv,json,vl.json,svg,png}     what it shows
 */
export async function writeResults(
  folder: ResultsFolder,
  experiment: ExperimentSpecification,
  session: Session,
): Promise<FinishedRun[]> {
  const path = (name: string): string => join(folder.path, name);
  const specifications = expandExperiment(experiment);
  const ids = specifications.map(runIdentity);
  const runs = await folder.finishedRuns(ids);
  await writeWholePieces(path('results.json'), resultsJson(experiment, folder.storedRuns(ids)));
  await writeWholePieces(path('results.csv'), resultsCsv(runs));
  await writeWholePieces(
    path('results.parquet'),
    resultsParquet(runs, { experiment: JSON.stringify(experiment), createdBy }),
  );
  const npz = await npzOrNote(experiment, runs);
  if (npz !== null) await writeWholePieces(path('results.npz'), npz);
  const comparison = comparisonRows(runs.map(({ result }) => result));
  await writeWhole(path('comparison.csv'), comparisonCsv(comparison));
  await writeWhole(path('comparison.json'), `${JSON.stringify(comparison, null, 1)}\n`);
  const kinds = experiment.figures.map(({ kind }) => kind);
  await writeWhole(path('references.bib'), experimentReferences(specifications, kinds));
  const before = await readIfThere(path('provenance.json'));
  const earlier = earlierSessions(before?.toString('utf8') ?? null);
  // A command that found everything finished has computed nothing.
  const isNews = earlier.length === 0 || session.runsExecuted > 0 || session.outcome !== 'finished';
  const sessions = isNews ? [...earlier, session] : earlier;
  const provenance = provenanceOf(experiment, runs, sessions);
  await writeWhole(path('provenance.json'), `${JSON.stringify(provenance, null, 1)}\n`);
  return runs;
}

/**
 * Draws the figures of an experiment; after an interruption only those that take no time, since nobody wants to wait for states at rest.
 *
 * @throws the reason of `signal` when it is given between two figures
 */
export async function writeFigures(
  folder: ResultsFolder,
  experiment: ExperimentSpecification,
  results: readonly RunResult[],
  {
    signal,
    onFigure,
  }: { readonly signal: AbortSignal; readonly onFigure: (name: string, file: string) => void },
): Promise<DrawnFigures> {
  const wasInterrupted = signal.aborted;
  const asked = wasInterrupted ? withQuickFigures(experiment) : experiment;
  const drawn: string[] = [];
  const failed: { name: string; message: string }[] = [];
  if (asked === null || results.length === 0) return { drawn, failed };
  const target = join(folder.path, 'figures');
  for (const requested of requestedFigures(asked, results)) {
    if (!wasInterrupted) signal.throwIfAborted();
    const { name } = requested;
    try {
      if ('error' in requested) throw requested.error;
      await mkdir(target, { recursive: true });
      await writeFigureData(target, requested);
      await writeFigure(target, { ...requested, figure: drawFigure(requested.data, printLook) });
      drawn.push(name);
      onFigure(name, join(target, `${name}.svg`));
    } catch (error) {
      failed.push({ name, message: (error as Error).message });
    }
  }
  return { drawn, failed };
}
