/**
 * The risk curve of a run as far as it is known. Points come in pieces, possibly again: a piece replaces
 * what was there from its first index on, so that a run that starts anew never leaves a tail of the old one.
 */
export function addPoints(
  curve: readonly number[],
  firstIndex: number,
  risk: readonly number[],
): readonly number[] {
  if (risk.length === 0) return curve;
  const kept = curve.slice(0, firstIndex);
  // A piece that begins beyond what is known leaves a gap of unknown points.
  while (kept.length < firstIndex) kept.push(NaN);
  return [...kept, ...risk];
}
