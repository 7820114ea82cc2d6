import { reserve } from '../../math-core/kernels/memory/reserve';
import { count, rowBytes, tilted } from './fields';

/** C̃, both halves. */
export let twiceTilted: usize = 0;

export function reserveTwiceTilted(): void {
  twiceTilted = reserve(<usize>count * rowBytes);
}

/** The covariance tilted by i, which `tilted` holds, tilted by j as well: C̃ = C⁽ⁱ⁾ − C⁽ⁱ⁾_{·j} C⁽ⁱ⁾_{j·}/(1 + C⁽ⁱ⁾_jj). */
export function tiltAgain(j: usize): void {
  const rowOfJ = tilted + j * rowBytes;
  const scale = 1 + load<f64>(rowOfJ + (j << 3));
  for (let b: usize = 0; b < <usize>count; b++) {
    const projection = f64x2.splat(load<f64>(rowOfJ + (b << 3)) / scale);
    const from = tilted + b * rowBytes;
    const to = twiceTilted + b * rowBytes;
    for (let offset: usize = 0; offset < rowBytes; offset += 16) {
      const removed = f64x2.mul(projection, v128.load(rowOfJ + offset));
      v128.store(to + offset, f64x2.sub(v128.load(from + offset), removed));
    }
  }
}
