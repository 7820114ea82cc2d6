export function lazyPopulationRisk(_c: Float64Array, _n: object): number {
  return NaN;
}
