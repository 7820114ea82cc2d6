import { arcsines } from './arcsine';

/** asin x: one lane of `arcsines`. */
export function arcsine(x: f64): f64 {
  return f64x2.extract_lane(arcsines(f64x2.splat(x)), 0);
}
