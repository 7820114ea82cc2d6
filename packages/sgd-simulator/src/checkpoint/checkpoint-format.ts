import { sha256 } from '@noble/hashes/sha2.js';
import { RandomStream } from '@crossover/math-core';
import type { EngineName } from '../engine.ts';
import { CheckpointRefusedError, messages } from '../errors.ts';
import type { SimulationModel } from '../model/simulation-model.ts';
import { LittleEndianReader, LittleEndianWriter } from './little-endian.ts';

/**
 * The checkpoint of an engine, all numbers little-endian:
 *
 *     bytes  content
 *     4      'SGDX'
 *     4      format version, uint32
 *     4      engine, uint32: 1 projected, 2 direct
 *     8      p, k, each uint32
 *     32     d, γ, Δ, ν, each float64
 *     32     SHA-256 of Q⁰, M⁰, P
 *     4 + s  state of the random stream, preceded by its length s
 *     8·m    the engine's arrays of float64, one after the other
 *     32     SHA-256 of everything before
 *
 * The arrays are the factors or weights themselves: recomputing them from the overlaps would change the last bits.
 */
const MAGIC = 0x58_44_47_53;
const FORMAT_VERSION = 1;
const ENGINE_CODES: Readonly<Record<EngineName, number>> = { projected: 1, direct: 2 };
const DIGEST_BYTES = 32;
const PREFIX_BYTES = 8;

export interface CheckpointContent {
  readonly step: number;
  readonly stream: RandomStream;
  /** Fills the arrays of the engine, in the order in which they were written. */
  readArrays(arrays: readonly Float64Array[]): void;
}

export function writeCheckpoint(
  engine: EngineName,
  model: SimulationModel,
  step: number,
  stream: RandomStream,
  arrays: readonly Float64Array[],
): Uint8Array {
  const streamState = stream.serialize();
  const writer = new LittleEndianWriter();
  writer.uint32s([MAGIC, FORMAT_VERSION, ENGINE_CODES[engine], model.studentWidth, model.teacherWidth]);
  writer.float64s([model.inputDimension, model.learningRate, model.noise, step]);
  writer.bytes(overlapsDigest(model));
  writer.uint32s([streamState.length]);
  writer.bytes(streamState);
  for (const array of arrays) writer.float64s(array);
  const body = writer.finish();
  const checkpoint = new Uint8Array(body.length + DIGEST_BYTES);
  checkpoint.set(body);
  checkpoint.set(sha256(body), body.length);
  return checkpoint;
}

/** Throws CheckpointRefusedError unless the bytes are an undamaged checkpoint of this engine and this model. */
export function readCheckpoint(
  engine: EngineName,
  model: SimulationModel,
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
  if (!sameBytes(reader.bytes(DIGEST_BYTES), overlapsDigest(model))) {
    refuse(messages.checkpointOfOtherOverlaps());
  }
  const stream = RandomStream.deserialize(reader.bytes(reader.uint32()));
  return {
    step,
    stream,
    readArrays(arrays) {
      for (const array of arrays) {
        for (let index = 0; index < array.length; index++) array[index] = reader.float64();
      }
    },
  };
}

function overlapsDigest({ initial: { Q, M, P } }: SimulationModel): Uint8Array {
  const writer = new LittleEndianWriter();
  for (const matrix of [Q, M, P]) writer.float64s(matrix);
  return sha256(writer.finish());
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
