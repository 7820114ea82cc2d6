/** What the figures of arXiv:2202.00293 share: erf, p₀ = 8, k = 4, γ₀ = p₀, fixed width, a start in the teacher's span. */
export const publishedSetting = {
  widthPrefactor: 8,
  teacherWidth: 4,
  kappa: 0,
  learningRatePrefactor: 8,
  initial: { kind: 'teacher-span' },
  seed: 0,
  observables: 'risk',
} as const;

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/**
 * The output times of the published figures: 1, 2, …, 9, 10, 20, … up to a power of ten, so that curves compare with them
 * point by point; in front of them 0 and 0.1, …, 0.9.
 */
export function publishedTimes(lastPowerOfTen: number): number[] {
  const times = [0, ...DIGITS.map((digit) => digit / 10)];
  for (let power = 1; power < lastPowerOfTen; power *= 10)
    times.push(...DIGITS.map((digit) => digit * power));
  return [...times, lastPowerOfTen];
}
