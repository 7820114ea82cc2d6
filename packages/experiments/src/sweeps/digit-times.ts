/**
 * The numbers of one significant digit within [from, tMax], 1, 2, …, 9, 10, 20, …, 90, 100, …, and `tMax` itself. They are
 * decimals: 0.3 is the double nearest to 3 × 10⁻¹.
 */
export function digitTimes(from: number, tMax: number): number[] {
  const times: number[] = [];
  const [, exponent] = from.toExponential().split('e');
  for (let decade = Number(exponent); ; decade++) {
    for (let digit = 1; digit <= 9; digit++) {
      const time = Number(`${digit}e${decade}`);
      if (time >= tMax) return [...times, tMax];
      if (time >= from) times.push(time);
    }
  }
}
