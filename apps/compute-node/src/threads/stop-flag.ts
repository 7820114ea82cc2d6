/**
 * A one-bit signal from the thread that asked for a run to the worker that executes it. It lives in
 * shared memory: a message would wait until the worker's computation next gives way.
 */
export type StopFlag = Int32Array<SharedArrayBuffer>;

export function createStopFlag(): StopFlag {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

export function raiseStopFlag(flag: StopFlag): void {
  Atomics.store(flag, 0, 1);
}

export function stopRequested(flag: StopFlag): boolean {
  return Atomics.load(flag, 0) === 1;
}
