import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { experimentSpecificationSchema, type ExperimentSpecification } from '@crossover/experiments';
import { resultsResponseSchema } from '@crossover/protocol';
import { UsageError } from '../errors.ts';
import { provenanceSchema, type Provenance } from '../export/provenance.ts';
import { readIfThere } from '../files/whole-file.ts';
import { toFinishedRun } from '../local/finished-run.ts';
import { ResultsFolder } from '../local/results-folder.ts';
import * as messages from '../messages.ts';
import { CoordinatorClient, type CoordinatorAddress } from '../remote/coordinator-client.ts';
import { findExperiment } from '../remote/find-experiment.ts';
import { runIdentities, type ReportSource } from './report-source.ts';

/** @throws UsageError when there is no experiment in the folder */
export async function reportOnFolder(path: string): Promise<ReportSource> {
  const folder = ResultsFolder.existing(path);
  let experiment: ExperimentSpecification;
  try {
    experiment = experimentSpecificationSchema.parse(JSON.parse(await folder.readExperiment()));
  } catch (error) {
    throw new UsageError(messages.notAnExperimentFolder(path, (error as Error).message), { cause: error });
  }
  const ids = runIdentities(experiment);
  return {
    experiment,
    total: ids.length,
    runs: await folder.finishedRuns(ids),
    provenance: await readProvenance(path),
  };
}

/** @param wanted id or name of an experiment */
export async function reportOnCoordinator(
  address: CoordinatorAddress,
  wanted: string,
  signal: AbortSignal,
): Promise<ReportSource> {
  const client = new CoordinatorClient(address);
  const { id } = findExperiment(await client.experiments(), wanted);
  const experiment = experimentSpecificationSchema.parse(await client.specification(id));
  const results = await text(await client.results(id, 'json', signal));
  const { runs } = resultsResponseSchema.parse(JSON.parse(results));
  return {
    experiment,
    total: runIdentities(experiment).length,
    runs: runs.map(toFinishedRun),
    provenance: null,
  };
}

async function readProvenance(path: string): Promise<Provenance | null> {
  const content = await readIfThere(join(path, 'provenance.json'));
  if (content === null) return null;
  try {
    return provenanceSchema.parse(JSON.parse(content.toString('utf8')));
  } catch {
    return null;
  }
}
