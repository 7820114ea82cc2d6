import { utf8ToBytes } from '@noble/hashes/utils.js';
import { Zip, ZipPassThrough } from 'fflate';
import { describeRun } from '../analysis/describe-run.ts';
import { ArchiveTooLargeError, RunsGoneError } from '../errors.ts';
import { canonicalJson } from '../specification/canonical-json.ts';
import type { RunSpecification } from '../specification/run-specification.ts';
import type { ExportedExperiment, ExportedRun, RunSource } from './exported-run.ts';
import { groupArrays, type GroupArray } from './group-arrays.ts';
import { npyHeader, npyNumbers } from './npy.ts';
import { batches, listGroups, sizeOf, type ReplicaGroup } from './replica-groups.ts';

/** The same files give the same bytes: all carry the first date that an archive can hold, in local time as archives do. */
const DATE = '1980-01-01T00:00:00';

/** Numbers that are held in memory; larger groups are read once for each of their arrays instead. */
const BYTES_IN_MEMORY = 16 * 1024 * 1024;

/** What a zip archive without extensions can hold, with room for headers and the index. */
const MAXIMUM_FILES = 65_535;
const MAXIMUM_BYTES = 4e9;

/** Arrays of a group at most: t, step, risk, Q, M, P, a. */
const ARRAYS = 7;

export interface NpzOptions {
  /** Numbers held at once, in bytes. */
  readonly bytesInMemory?: number;
}

/**
 * The runs for `numpy.load`, piece by piece. Replicas of one parameter point are a group, whose arrays are named `0000/t`,
 * `0000/risk` and so on (see `groupArrays`). `index.json` says which group is what.
 *
 * @throws ArchiveTooLargeError before the first piece when an archive could not hold it
 * @throws RunsGoneError when the source has lost runs since it listed them
 */
export async function* resultsNpz(
  experiment: ExportedExperiment,
  source: RunSource,
  { bytesInMemory = BYTES_IN_MEMORY }: NpzOptions = {},
): AsyncGenerator<Uint8Array> {
  const groups = await listGroups(source);
  const size = groups.reduce((total, group) => total + sizeOf(group), 0);
  if (groups.length * ARRAYS > MAXIMUM_FILES || size > MAXIMUM_BYTES) {
    throw new ArchiveTooLargeError(groups.length, size);
  }
  const archive = new Archive();
  const shapes: Shapes[] = [];
  for (const batch of batches(groups, bytesInMemory)) {
    const isHeld = batch.length > 1 || sizeOf(batch[0]) <= bytesInMemory;
    const held = isHeld ? await readAll(source, batch) : null;
    for (const group of batch) {
      const ids = group.members.map(({ id }) => id);
      const members = held === null ? () => source.read(ids) : () => heldMembers(held, ids);
      const name = nameOf(shapes.length);
      const arrays = groupArrays((await firstOf(members())).result, ids.length);
      for (const array of arrays) {
        archive.begin(`${name}/${array.name}.npy`);
        archive.push(npyHeader(array.shape));
        for await (const numbers of numbersOf(array, members)) {
          archive.push(npyNumbers(numbers));
          yield* archive.take();
        }
        archive.end();
      }
      shapes.push(Object.fromEntries(arrays.map((array) => [array.name, array.shape])));
      yield* archive.take();
    }
  }
  archive.begin('index.json');
  for await (const line of indexLines(experiment, source, groups, shapes)) {
    archive.push(utf8ToBytes(line));
    yield* archive.take();
  }
  archive.end();
  archive.finish();
  yield* archive.take();
}

type Shapes = Readonly<Record<string, readonly number[]>>;

const nameOf = (number: number): string => String(number).padStart(4, '0');

async function readAll(
  source: RunSource,
  groups: readonly ReplicaGroup[],
): Promise<Map<string, ExportedRun>> {
  const runs = new Map<string, ExportedRun>();
  const ids = groups.flatMap(({ members }) => members.map(({ id }) => id));
  for await (const run of source.read(ids)) runs.set(run.id, run);
  return runs;
}

function* heldMembers(
  held: ReadonlyMap<string, ExportedRun>,
  ids: readonly string[],
): Generator<ExportedRun> {
  for (const id of ids) {
    const run = held.get(id);
    if (run !== undefined) yield run;
  }
}

type Members = () => AsyncIterable<ExportedRun> | Iterable<ExportedRun>;

async function firstOf(members: ReturnType<Members>): Promise<ExportedRun> {
  for await (const run of members) return run;
  throw new RunsGoneError();
}

async function* numbersOf({ shape, numbers }: GroupArray, members: Members): AsyncGenerator<Float64Array> {
  if ('ofGroup' in numbers) {
    yield numbers.ofGroup;
    return;
  }
  let count = 0;
  for await (const { result } of members()) {
    yield numbers.ofMember(result);
    count += 1;
  }
  // The header has promised them.
  if (count !== shape[0]) throw new RunsGoneError();
}

/** One entry a group: the prefix of its arrays, what they are of, and the runs in the order of the first axis. */
async function* indexLines(
  { name, title }: ExportedExperiment,
  source: RunSource,
  groups: readonly ReplicaGroup[],
  shapes: readonly Shapes[],
): AsyncGenerator<string> {
  yield `{"experiment": ${JSON.stringify(name)}, "title": ${JSON.stringify(title)}, "groups": [`;
  const numberOf = new Map(groups.map(({ members }, number) => [members[0].id, number]));
  let separator = '\n';
  for await (const { id, specification } of source.list()) {
    const number = numberOf.get(id);
    if (number === undefined) continue;
    yield separator + JSON.stringify(indexEntry(number, specification, groups[number], shapes[number]));
    separator = ',\n';
  }
  yield '\n]}\n';
}

function indexEntry(
  number: number,
  specification: RunSpecification,
  { members }: ReplicaGroup,
  arrays: Shapes,
): object {
  const { label, kind, equations, regime, studentWidth } = describeRun(specification);
  return {
    group: nameOf(number),
    label: label.replace(/, replica \d+$/, ''),
    kind,
    equations,
    regime,
    studentWidth,
    arrays,
    runs: members,
    // In one order of its fields, wherever it was read from: equal results are equal files.
    specification: JSON.parse(canonicalJson(specification)) as RunSpecification,
  };
}

/** A zip archive that is written file by file, and taken away piece by piece. */
class Archive {
  readonly #pieces: Uint8Array[] = [];
  readonly #zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    this.#pieces.push(piece);
  });
  #file: ZipPassThrough | undefined;

  begin(name: string): void {
    this.#file = new ZipPassThrough(name);
    this.#file.mtime = DATE;
    this.#zip.add(this.#file);
  }

  push(content: Uint8Array): void {
    this.#file?.push(content);
  }

  end(): void {
    this.#file?.push(new Uint8Array(0), true);
    this.#file = undefined;
  }

  finish(): void {
    this.#zip.end();
  }

  take(): Uint8Array[] {
    return this.#pieces.splice(0);
  }
}
