/** Symbols of the literature that stand for a parameter's name where people type. */
export const parameterSymbols = {
  p0: 'widthPrefactor',
  k: 'teacherWidth',
  d: 'inputDimension',
  gamma0: 'learningRatePrefactor',
  Delta: 'noise',
  b: 'batchSize',
} as const;

/** The parameter that a symbol stands for. */
export function parameterOfSymbol(symbol: string): string | undefined {
  return Object.entries(parameterSymbols).find(([known]) => known === symbol)?.[1];
}
