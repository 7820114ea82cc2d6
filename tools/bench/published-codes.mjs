/**
 * Microseconds for one step of SGD, batch 1, of published codes and of the C program that the targets were set with.
 * Measured by others, once, on a shared machine with two cores and one thread; not measured again by this benchmark.
 */
export const publishedCodes = {
  provenance:
    'recorded on one shared 2-core machine, 1 thread, before this project; not measured in this run',
  sizes: ['(100, 8, 4)', '(1000, 8, 4)', '(1000, 32, 4)', '(300, 100, 4)'],
  codes: [
    { code: 'arXiv:2202.00293, its Cython code as published', microseconds: [104, 1030, 3900, 3620] },
    { code: 'the same with two type declarations added', microseconds: [16, 117, 379, 343] },
    { code: 'nn2pp, C++ with Armadillo and OpenBLAS', microseconds: [3.4, 28.4, 46.5, 29.3] },
    { code: 'committee_learning, torch, float32 (fastest seen)', microseconds: [69, 102, 235, 173] },
    { code: 'a plain C program, gcc -O3', microseconds: [0.97, 8.7, 14.8, 9.9] },
  ],
};

/** Microseconds a step of the C program that the targets of the engines were set with, by (d, p, k). */
export const recordedC = Object.fromEntries(
  publishedCodes.sizes.map((sizes, column) => [sizes, publishedCodes.codes.at(-1).microseconds[column]]),
);

/** How many times faster the engines were in this run; empty when they were not measured at these sizes. */
export function compareWithPublishedCodes(results) {
  const measured = new Map(results.flatMap(({ measurements }) => measurements.map((one) => [one.name, one])));
  return publishedCodes.sizes.flatMap((sizes, column) => {
    const [direct, projected] = ['direct', 'projected'].map((engine) => measured.get(`${engine} ${sizes}`));
    if (direct === undefined || projected === undefined) return [];
    return publishedCodes.codes.map(({ code, microseconds }) => ({
      sizes,
      code,
      microseconds: microseconds[column],
      timesFasterDirect: microseconds[column] / (direct.seconds.median * 1e6),
      timesFasterProjected: microseconds[column] / (projected.seconds.median * 1e6),
    }));
  });
}

/** Microseconds for one step of Euler's method, both parts of the drift; measured likewise. */
export const publishedEulerSteps = {
  provenance: publishedCodes.provenance,
  sizes: ['(2, 1)', '(4, 2)', '(8, 4)', '(16, 4)', '(32, 4)'],
  codes: [
    { code: 'arXiv:2202.00293, Cython', microseconds: [3.5, 6.5, 48, 469, 6220] },
    { code: 'committee_learning', microseconds: [5.8, 8.8, 49, 455, 5940] },
    { code: 'nn2pp', microseconds: [0.7, 7.6, 92, 960, 12_700] },
  ],
};

/** Microseconds of the published code of arXiv:2202.00293, by (p, k). */
export const recordedEulerSteps = Object.fromEntries(
  publishedEulerSteps.sizes.map((sizes, column) => [
    sizes,
    publishedEulerSteps.codes[0].microseconds[column],
  ]),
);

/** How many times faster one right-hand side was in this run; empty when it was not measured. */
export function compareEulerSteps(results) {
  // The benchmark of the right-hand side comes first; others measure some sizes again, beside something else.
  const all = results.flatMap(({ measurements }) => measurements.map((one) => [one.name, one]));
  const measured = new Map(all.reverse());
  return publishedEulerSteps.sizes.flatMap((sizes, column) => {
    const ours = measured.get(`right-hand side ${sizes}`);
    if (ours === undefined) return [];
    return publishedEulerSteps.codes.map(({ code, microseconds }) => ({
      sizes,
      code,
      microseconds: microseconds[column],
      timesFaster: microseconds[column] / (ours.seconds.median * 1e6),
    }));
  });
}
