import { buffer, text } from 'node:stream/consumers';
import { expandExperiment, runIdentity, type ExperimentSpecification } from '@crossover/experiments';
import { resultsCsv, resultsParquet } from '@crossover/experiments/export';
import { createdBy, npzOrNote } from '../export/archives.ts';
import { comparisonCsv, comparisonRows } from '../export/comparison.ts';
import type { Provenance } from '../export/provenance.ts';
import { experimentReferences } from '../export/references.ts';
import type { FinishedRun } from '../local/finished-run.ts';
import type { DataFile } from './data-link.ts';

/** What a report is made of, wherever the runs were. */
export interface ReportSource {
  readonly experiment: ExperimentSpecification;
  /** All that it asks for, finished or not. */
  readonly total: number;
  readonly runs: readonly FinishedRun[];
  /** Null where nobody kept it. */
  readonly provenance: Provenance | null;
}

/** BibTeX of what the experiment rests on. */
export function referencesOf({ experiment }: ReportSource): string {
  return experimentReferences(
    expandExperiment(experiment),
    experiment.figures.map(({ kind }) => kind),
  );
}

/** The files that a report carries. */
export async function reportFiles(source: ReportSource): Promise<DataFile[]> {
  const { experiment, runs, provenance } = source;
  const json = 'application/json';
  const npz = await npzOrNote(experiment, runs);
  const indented = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
  return [
    { name: 'experiment.json', type: json, content: indented(experiment) },
    { name: 'results.csv', type: 'text/csv', content: await text(resultsCsv(runs)) },
    {
      name: 'results.parquet',
      type: 'application/vnd.apache.parquet',
      content: await buffer(resultsParquet(runs, { experiment: JSON.stringify(experiment), createdBy })),
    },
    ...(npz === null ? [] : [{ name: 'results.npz', type: 'application/zip', content: await buffer(npz) }]),
    {
      name: 'comparison.csv',
      type: 'text/csv',
      content: comparisonCsv(comparisonRows(runs.map(({ result }) => result))),
    },
    ...(provenance === null ? [] : [{ name: 'provenance.json', type: json, content: indented(provenance) }]),
    { name: 'references.bib', type: 'application/x-bibtex', content: referencesOf(source) },
  ];
}

/** The identities of an experiment's runs, in its order. */
export function runIdentities(experiment: ExperimentSpecification): string[] {
  return expandExperiment(experiment).map(runIdentity);
}
