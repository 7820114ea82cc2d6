const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toPrecision(3)} GiB`;

/** Every longer message of the package: what was found, what is needed, what to do. */
export const messages = {
  resultLength: (found: number, needed: number, times: number, record: number) =>
    `The encoded result has ${found} bytes, but this run's needs ${needed} (header, P, ${times} output times × ${record} numbers): fetch it again, or check that specification and bytes belong together.`,
  resultHeader: (found: string, needed: string) =>
    `The bytes begin with ${found}, but an encoded result of this version begins with ${needed}: they are no result or come from another version.`,
  pointsLength: (found: number, count: number, record: number) =>
    `The encoded points have ${found} bytes, but ${count} points × ${record} numbers need ${8 * count * record}: send them again.`,
  pointsRange: (firstIndex: number, count: number, times: number) =>
    `Points ${firstIndex} to ${firstIndex + count - 1} were given, but the run has output times 0 to ${times - 1} only: check that specification and points belong together.`,
  directMemory: (weights: number, limit: number) =>
    `the direct engine would hold ${weights} weights (${gibibytes(8 * weights)}), more than the ${limit} allowed (${gibibytes(8 * limit)}): use the projected engine or a smaller inputDimension.`,
};
