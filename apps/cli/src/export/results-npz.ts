import { Zip, ZipPassThrough } from 'fflate';
import {
  describeRun,
  groupReplicas,
  recordLength,
  secondLayerAt,
  stepOfTime,
  type ExperimentSpecification,
  type RunGroup,
} from '@crossover/experiments';
import type { FinishedRun } from '../local/finished-run.ts';
import { npyFile, type NumpyArray } from './npy.ts';

/** The same files give the same bytes: all carry the first date that an archive can hold, in local time as archives do. */
const DATE = new Date(1980, 0, 1);

/** What `index.json` inside says about one group: the prefix of its arrays, and what they are of. */
interface IndexEntry {
  readonly group: string;
  readonly label: string;
  readonly kind: 'simulation' | 'theory';
  readonly equations: string | null;
  readonly regime: string;
  readonly studentWidth: number;
  readonly arrays: Readonly<Record<string, readonly number[]>>;
  /** Identities and digests in the order of the first axis. */
  readonly runs: readonly { readonly id: string; readonly digest: string; readonly replica: number | null }[];
  readonly specification: object;
}

/**
 * `results.npz`, for `numpy.load`. Replicas of one parameter point are a group: arrays `0000/t` (times), `0000/step` (ν, where
 * there is one), `0000/risk` (replicas × times), and where overlaps were kept `0000/Q` (replicas × times × p × p), `0000/M`
 * (… × p × k), `0000/a` (… × p, of a second layer that is trained), `0000/P` (k × k). `index.json` says which group is what.
 */
export function* resultsNpz(
  experiment: ExperimentSpecification,
  runs: readonly FinishedRun[],
): Generator<Uint8Array> {
  const groups = groupReplicas(runs.map(({ result }) => result.specification));
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    chunks.push(chunk);
  });
  const add = (name: string, content: Uint8Array): void => {
    const file = new ZipPassThrough(name);
    file.mtime = DATE;
    zip.add(file);
    file.push(content, true);
  };
  const index: IndexEntry[] = [];
  for (const [number, group] of groups.entries()) {
    const name = String(number).padStart(4, '0');
    const members = group.members.map((member) => runs[member]);
    const arrays = arraysOf(members);
    for (const [key, array] of Object.entries(arrays)) add(`${name}/${key}.npy`, npyFile(array));
    index.push(indexEntry(name, group, members, arrays));
    yield* chunks.splice(0);
  }
  const contents = { experiment: experiment.name, title: experiment.title, groups: index };
  add('index.json', new TextEncoder().encode(`${JSON.stringify(contents, null, 1)}\n`));
  zip.end();
  yield* chunks;
}

function indexEntry(
  name: string,
  { specification }: RunGroup,
  members: readonly FinishedRun[],
  arrays: Readonly<Record<string, NumpyArray>>,
): IndexEntry {
  const { label, kind, equations, regime, studentWidth } = describeRun(specification);
  return {
    group: name,
    label: label.replace(/, replica \d+$/, ''),
    kind,
    equations,
    regime,
    studentWidth,
    arrays: Object.fromEntries(Object.entries(arrays).map(([key, { shape }]) => [key, shape])),
    runs: members.map(({ id, digest, result: { specification: run } }) => ({
      id,
      digest,
      replica: run.kind === 'simulation' ? run.replica : null,
    })),
    specification,
  };
}

function arraysOf(members: readonly FinishedRun[]): Record<string, NumpyArray> {
  const { specification, P } = members[0].result;
  const { times, teacherWidth: k } = specification;
  const { studentWidth: p } = describeRun(specification);
  const steps = times.map((_, index) => stepOfTime(specification, index)).filter((step) => step !== null);
  const length = recordLength(specification);
  /** The numbers `from` to `to` of every record of every member, one after the other. */
  const block = (from: number, to: number): Float64Array => {
    const values = new Float64Array(members.length * times.length * (to - from));
    let at = 0;
    for (const { result } of members) {
      for (let index = 0; index < times.length; index++) {
        values.set(result.points.data.subarray(index * length + from, index * length + to), at);
        at += to - from;
      }
    }
    return values;
  };
  const outer = [members.length, times.length];
  return {
    t: { shape: [times.length], data: Float64Array.from(times) },
    ...(steps.length === 0 ? {} : { step: { shape: [times.length], data: Float64Array.from(steps) } }),
    risk: { shape: outer, data: block(0, 1) },
    ...(specification.observables === 'risk'
      ? {}
      : {
          Q: { shape: [...outer, p, p], data: block(1, 1 + p * p) },
          M: { shape: [...outer, p, k], data: block(1 + p * p, 1 + p * p + p * k) },
          P: { shape: [k, k], data: P },
        }),
    ...(secondLayerAt(members[0].result, 0) === null
      ? {}
      : { a: { shape: [...outer, p], data: block(length - p, length) } }),
  };
}
