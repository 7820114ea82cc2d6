/** Appends numbers in little-endian order, whatever the order of the host. */
export class LittleEndianWriter {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  bytes(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.#length += bytes.length;
  }

  uint32s(values: ArrayLike<number>): void {
    const bytes = new Uint8Array(4 * values.length);
    const view = new DataView(bytes.buffer);
    for (let index = 0; index < values.length; index++) view.setUint32(4 * index, values[index], true);
    this.bytes(bytes);
  }

  float64s(values: ArrayLike<number>): void {
    const bytes = new Uint8Array(8 * values.length);
    const view = new DataView(bytes.buffer);
    for (let index = 0; index < values.length; index++) view.setFloat64(8 * index, values[index], true);
    this.bytes(bytes);
  }

  finish(): Uint8Array {
    const whole = new Uint8Array(this.#length);
    let offset = 0;
    for (const part of this.#parts) {
      whole.set(part, offset);
      offset += part.length;
    }
    return whole;
  }
}

/** Reads what LittleEndianWriter wrote, in the same order. */
export class LittleEndianReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  bytes(length: number): Uint8Array {
    return this.#bytes.slice(this.#advance(length), this.#offset);
  }

  uint32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  float64(): number {
    return this.#view.getFloat64(this.#advance(8), true);
  }

  /** The offset of the next `length` bytes, which are then behind. */
  #advance(length: number): number {
    const start = this.#offset;
    this.#offset += length;
    return start;
  }
}
