/** Squares of numbers between these neither overflow nor lose digits to underflow, nor does their sum. */
const SAFE_FROM = 1e-140;
const SAFE_TO = 1e140;

/** √(a² + b²) without intermediate overflow or underflow. */
export function hypotenuse(a: number, b: number): number {
  const larger = Math.max(Math.abs(a), Math.abs(b));
  if ((larger > SAFE_FROM && larger < SAFE_TO) || larger === 0) return Math.sqrt(a * a + b * b);
  const x = a / larger;
  const y = b / larger;
  return larger * Math.sqrt(x * x + y * y);
}
