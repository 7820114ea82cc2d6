import { sha256 } from '@noble/hashes/sha2.js';
import { RandomStream } from '@crossover/math-core';
import type { EngineName } from '../engine.ts';
import { CheckpointRefusedError, messages } from '../errors.ts';
import type { CompleteModel } from '../model/complete-model.ts';
import { LittleEndianReader, LittleEndianWriter } from './little-endian.ts';
import { modelDigest } from './model-digest.ts';

/**
 * The checkpoint of one replica, all numbers little-endian:
 *
 *     bytes  content
 *     4      'SGDX'
 *     4      format version, uint32
 *     4      engine, uint32: 1 projected, 2 direct
 *     8      p, k, each uint32
 *     32     d, γ, Δ, ν, each float64
 *     32     SHA-256 of everything else in the model (model-digest.ts)
 *     4      number of random streams, uint32
 *     64·m   their states
 *     4      number of float64 that follow, uint32
 *     8·c    the engine's own numbers: factors or weights themselves, since recomputing them from the overlaps would change
 *            the last bits
 *     32     SHA-256 of everything before
 */
const MAGIC = 0x58_44_47_53;
const FORMAT_VERSION = 2;
const ENGINE_CODES: Readonly<Record<EngineName, number>> = { projected: 1, direct: 2 };
const DIGEST_BYTES = 32;
const PREFIX_BYTES = 8;
const STREAM_BYTES = 64;

export interface CheckpointContent {
  readonly step: number;
  readonly streams: readonly RandomStream[];
  readonly numbers: Float64Array;
}

export function writeCheckpoint(
  engine: EngineName,
  model: CompleteModel,
  step: number,
  streams: readonly RandomStream[],
  numbers: Float64Array,
): Uint8Array {
  const writer = new LittleEndianWriter();
  writer.uint32s([MAGIC, FORMAT_VERSION, ENGINE_CODES[engine], model.studentWidth, model.teacherWidth]);
  writer.float64s([model.inputDimension, model.learningRate, model.noise, step]);
  writer.bytes(modelDigest(model));
  writer.uint32s([streams.length]);
  for (const stream of streams) writer.bytes(stream.serialize());
  writer.uint32s([numbers.length]);
  writer.float64s(numbers);
  const body = writer.finish();
  const checkpoint = new Uint8Array(body.length + DIGEST_BYTES);
  checkpoint.set(body);
  checkpoint.set(sha256(body), body.length);
  return checkpoint;
}

/** Throws CheckpointRefusedError unless the bytes are an undamaged checkpoint of this engine and this model. */
export function readCheckpoint(
  engine: EngineName,
  model: CompleteModel,
  checkpoint: Uint8Array,
): CheckpointContent {
  if (checkpoint.length < PREFIX_BYTES + DIGEST_BYTES) refuse(messages.checkpointNotOne(checkpoint.length));
  const body = checkpoint.subarray(0, checkpoint.length - DIGEST_BYTES);
  const reader = new LittleEndianReader(body);
  if (reader.uint32() !== MAGIC) refuse(messages.checkpointNotOne(checkpoint.length));
  const version = reader.uint32();
  if (version !== FORMAT_VERSION) refuse(messages.checkpointVersion(version, FORMAT_VERSION));
  if (!sameBytes(sha256(body), checkpoint.subarray(body.length))) {
    refuse(messages.checkpointDamaged('its digest does not match its content'));
  }

  requireSame('engine', engineOfCode(reader.uint32()), engine);
  requireSame('number of students', reader.uint32(), model.studentWidth);
  requireSame('number of teachers', reader.uint32(), model.teacherWidth);
  requireSame('input dimension', reader.float64(), model.inputDimension);
  requireSame('learning rate', reader.float64(), model.learningRate);
  requireSame('noise', reader.float64(), model.noise);
  const step = reader.float64();
  if (!sameBytes(reader.bytes(DIGEST_BYTES), modelDigest(model))) refuse(messages.checkpointOfOtherModel());
  const streams = Array.from({ length: reader.uint32() }, () =>
    RandomStream.deserialize(reader.bytes(STREAM_BYTES)),
  );
  const numbers = Float64Array.from({ length: reader.uint32() }, () => reader.float64());
  return { step, streams, numbers };
}

/** What the checkpoints of an ensemble have in common. Throws CheckpointRefusedError unless all are of the same step. */
export function openCheckpoints(checkpoints: readonly CheckpointContent[]): {
  readonly step: number;
  readonly streams: readonly (readonly RandomStream[])[];
} {
  const [{ step }] = checkpoints;
  for (const other of checkpoints) {
    if (other.step !== step) refuse(messages.checkpointsOfDifferentSteps(step, other.step));
  }
  return { step, streams: checkpoints.map(({ streams }) => streams) };
}

function engineOfCode(code: number): string {
  const found = Object.entries(ENGINE_CODES).find(([, known]) => known === code);
  return found === undefined ? `unknown (code ${code})` : found[0];
}

function requireSame(what: string, found: string | number, needed: string | number): void {
  if (found !== needed) refuse(messages.checkpointOfAnother(what, String(found), String(needed)));
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function refuse(message: string): never {
  throw new CheckpointRefusedError(message);
}
