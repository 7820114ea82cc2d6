/**
 * Sizes beyond which a specification is refused rather than tried. They keep one malformed request from
 * exhausting a machine; all of them are far beyond what the model's questions need.
 */
export const SPECIFICATION_LIMITS = {
  /** Hidden units p of the student. */
  studentWidth: 4096,
  /** Hidden units k of the teacher. */
  teacherWidth: 256,
  /** Input dimension d. */
  inputDimension: 1e9,
  /** Output times of one run. */
  times: 2000,
  /** SGD steps of one run. */
  steps: 1e13,
  /** Fields p + k of a theory run, whose cost an evaluation grows as (p + k)⁴. */
  theoryFields: 256,
  /** Side of a matrix given in `explicit` initial conditions. */
  explicitWidth: 128,
  /** Samples b of a mini-batch. */
  batchSize: 65536,
  /** Eigenvalues of the inputs' covariance that are written out. */
  eigenvalues: 100_000,
  /** Numbers in a run's result: output times × record length (128 MiB). */
  resultNumbers: 2 ** 24,
  /** Weights (p+k)·d held by the direct engine (1 GiB). */
  directWeights: 2 ** 27,
  /** Numbers in a row of a teacher's weights that are written out. */
  teacherWeights: 100_000,
  /** Values on one axis of a sweep. */
  axisValues: 10_000,
  /** Parts of an experiment. */
  parts: 100,
  /** Replicas of one parameter point. */
  replicas: 100_000,
  /** Runs of one experiment after expansion. */
  runs: 100_000,
} as const;
