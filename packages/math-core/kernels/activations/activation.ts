import { errorFunctions } from '../special-functions/error-function';
import { exponentials } from '../special-functions/exponential';

/** The activations by the numbers that the host passes. */
export const ERF: i32 = 0;
export const LINEAR: i32 = 1;
export const QUADRATIC: i32 = 2;
export const HERMITE2: i32 = 3;
export const RELU: i32 = 4;
export const SIGN: i32 = 5;

const SQRT_HALF: f64 = 0.7071067811865476;
const SQRT_TWO_OVER_PI: f64 = 0.7978845608028654;

/**
 * σ of `count` fields, one v128 of two lanes each: erf(z/√2), z, z², z² − 1, max(z, 0) or sign z. `values` may be `fields`.
 */
export function activate(activation: i32, fields: usize, count: i32, values: usize): void {
  const end = fields + (<usize>count << 4);
  switch (activation) {
    case ERF: {
      for (; fields < end; fields += 16, values += 16) {
        v128.store(values, errorFunctions(f64x2.mul(v128.load(fields), f64x2.splat(SQRT_HALF))));
      }
      break;
    }
    case LINEAR: {
      for (; fields < end; fields += 16, values += 16) v128.store(values, v128.load(fields));
      break;
    }
    case QUADRATIC: {
      for (; fields < end; fields += 16, values += 16) {
        const z = v128.load(fields);
        v128.store(values, f64x2.mul(z, z));
      }
      break;
    }
    case HERMITE2: {
      for (; fields < end; fields += 16, values += 16) {
        const z = v128.load(fields);
        v128.store(values, f64x2.sub(f64x2.mul(z, z), f64x2.splat(1)));
      }
      break;
    }
    case RELU: {
      for (; fields < end; fields += 16, values += 16) {
        v128.store(values, f64x2.max(v128.load(fields), f64x2.splat(0)));
      }
      break;
    }
    default: {
      for (; fields < end; fields += 16, values += 16) {
        const z = v128.load(fields);
        const positive = v128.and(f64x2.gt(z, f64x2.splat(0)), f64x2.splat(1));
        const negative = v128.and(f64x2.lt(z, f64x2.splat(0)), f64x2.splat(1));
        v128.store(values, f64x2.sub(positive, negative));
      }
    }
  }
}

/** σ' of `count` fields: √(2/π) exp(−z²/2), 1, 2z, 2z, or 1 where z > 0. A sign has no derivative and is no student. */
export function differentiate(activation: i32, fields: usize, count: i32, slopes: usize): void {
  const end = fields + (<usize>count << 4);
  switch (activation) {
    case ERF: {
      for (; fields < end; fields += 16, slopes += 16) {
        const z = v128.load(fields);
        const exponent = f64x2.mul(f64x2.mul(f64x2.splat(-0.5), z), z);
        v128.store(slopes, f64x2.mul(f64x2.splat(SQRT_TWO_OVER_PI), exponentials(exponent)));
      }
      break;
    }
    case LINEAR: {
      for (; fields < end; fields += 16, slopes += 16) v128.store(slopes, f64x2.splat(1));
      break;
    }
    case RELU: {
      for (; fields < end; fields += 16, slopes += 16) {
        const positive = f64x2.gt(v128.load(fields), f64x2.splat(0));
        v128.store(slopes, v128.and(positive, f64x2.splat(1)));
      }
      break;
    }
    default: {
      for (; fields < end; fields += 16, slopes += 16) {
        const z = v128.load(fields);
        v128.store(slopes, f64x2.add(z, z));
      }
    }
  }
}
