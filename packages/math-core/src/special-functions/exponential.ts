import { powerOfTwo } from './double-bits.ts';

const LN2_HIGH = 6.9314718036912381649e-1; // trailing bits zero: k·LN2_HIGH is exact for |k| < 2¹¹
const LN2_LOW = 1.90821492927058770002e-10;
const INVERSE_LN2 = 1.442695040888963387;
const OVERFLOW = 7.09782712893383973096e2;
const UNDERFLOW = -7.4513321910194110842e2;

/** Adding and subtracting 1.5·2⁵² rounds to the nearest integer in double arithmetic. */
const ROUNDER = 6755399441055744;

const P1 = 1.66666666666666019037e-1;
const P2 = -2.77777777770155933842e-3;
const P3 = 6.61375632143793436117e-5;
const P4 = -1.6533902205465251539e-6;
const P5 = 4.13813679705723846039e-8;

/** e^x, with an error below 1 ulp. */
export function exponential(x: number): number {
  if (!(x >= UNDERFLOW)) return x < UNDERFLOW ? 0 : x;
  if (x > OVERFLOW) return Infinity;
  const k = x * INVERSE_LN2 + ROUNDER - ROUNDER;
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  const y = 1 + ((r * c) / (2 - c) - low + high);
  if (k >= -1021) return k === 1024 ? y * 2 * powerOfTwo(1023) : y * powerOfTwo(k);
  return y * powerOfTwo(k + 54) * powerOfTwo(-54);
}
