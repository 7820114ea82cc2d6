/** An entry y_x may be wrong by absolute + relative · |y_x|. */
export interface Tolerances {
  readonly relative: number;
  readonly absolute: number;
}

/** √( mean_x ( v_x / (absolute + relative |y_x|) )² ). */
export function scaledNorm(v: Float64Array, y: Float64Array, { relative, absolute }: Tolerances): number {
  let sum = 0;
  for (let x = 0; x < v.length; x++) {
    const ratio = v[x] / (absolute + relative * Math.abs(y[x]));
    sum += ratio * ratio;
  }
  return Math.sqrt(sum / v.length);
}
