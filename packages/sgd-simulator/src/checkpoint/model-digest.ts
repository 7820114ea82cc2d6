import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { CompleteModel } from '../model/complete-model.ts';
import { LittleEndianWriter } from './little-endian.ts';

/** Inputs from a file may be large: they are digested once, however many checkpoints a run leaves. */
const digests = new WeakMap<CompleteModel, Uint8Array>();

/** SHA-256 of what a model says beside its sizes, rate and noise: networks, starting overlaps or weights, inputs. */
export function modelDigest(model: CompleteModel): Uint8Array {
  let digest = digests.get(model);
  if (digest === undefined) {
    digest = sha256(modelBytes(model));
    digests.set(model, digest);
  }
  return digest;
}

function modelBytes(model: CompleteModel): Uint8Array {
  const { initial, weights, secondLayer, inputs } = model;
  const names = [model.activation, model.teacherActivation, model.training, inputs.kind].join('/');
  const writer = new LittleEndianWriter();
  const section = (numbers: Float64Array) => {
    writer.float64s([numbers.length]);
    writer.float64s(numbers);
  };
  writer.bytes(utf8ToBytes(names));
  writer.float64s([model.weightDecay, model.batchSize, secondLayer.learningRate]);
  for (const numbers of [secondLayer.student, secondLayer.teacher, initial.Q, initial.M, initial.P]) {
    section(numbers);
  }
  section(weights?.students ?? new Float64Array());
  section(weights?.teachers ?? new Float64Array());
  if (inputs.kind === 'spectrum') section(inputs.eigenvalues);
  if (inputs.kind === 'given') {
    section(Float64Array.of(inputs.passes ?? 1));
    section(inputs.rows);
  }
  return writer.finish();
}
