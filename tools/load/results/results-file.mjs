import { readFileSync, writeFileSync } from 'node:fs';

const IDENTITY_BYTES = 32;

/** Records of one length: identity, digest, result; all short runs of an experiment have results of one size. */
export function writeResults(file, results) {
  const size = results[0].bytes.byteLength;
  const buffer = Buffer.alloc(results.length * (2 * IDENTITY_BYTES + size));
  results.forEach(({ runId, digest, bytes }, index) => {
    const at = index * (2 * IDENTITY_BYTES + size);
    buffer.write(runId, at, 'hex');
    buffer.write(digest, at + IDENTITY_BYTES, 'hex');
    buffer.set(bytes, at + 2 * IDENTITY_BYTES);
  });
  const head = Buffer.alloc(4);
  head.writeUInt32LE(size);
  writeFileSync(file, Buffer.concat([head, buffer]));
}

/** Results by run id. */
export class ResultsFile {
  #buffer;
  #size;
  #places = new Map();

  constructor(file) {
    const whole = readFileSync(file);
    this.#size = whole.readUInt32LE(0);
    this.#buffer = whole.subarray(4);
    const record = 2 * IDENTITY_BYTES + this.#size;
    for (let at = 0; at < this.#buffer.length; at += record) {
      this.#places.set(this.#buffer.toString('hex', at, at + IDENTITY_BYTES), at);
    }
  }

  find(runId) {
    const at = this.#places.get(runId);
    if (at === undefined) throw new Error(`Run ${runId} is not one of the experiment's.`);
    const digestAt = at + IDENTITY_BYTES;
    const bytesAt = digestAt + IDENTITY_BYTES;
    return {
      digest: this.#buffer.toString('hex', digestAt, bytesAt),
      result: this.#buffer.subarray(bytesAt, bytesAt + this.#size),
    };
  }
}
