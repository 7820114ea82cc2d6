const bits = new DataView(new ArrayBuffer(8));

/** The distance from |x| to the next larger double; 2⁻¹⁰⁷⁴ for subnormals. */
export function unitInLastPlace(x: number): number {
  bits.setFloat64(0, Math.abs(x));
  const pattern = bits.getBigUint64(0);
  bits.setBigUint64(0, pattern + 1n);
  return bits.getFloat64(0) - Math.abs(x);
}

/** The double `steps` places after x > 0. */
export function neighbour(x: number, steps: number): number {
  bits.setFloat64(0, x);
  bits.setBigUint64(0, bits.getBigUint64(0) + BigInt(steps));
  return bits.getFloat64(0);
}
