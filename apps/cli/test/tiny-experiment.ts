/** A few runs of a moment each. */
export function tinyExperiment({ name = 'tiny', replicas = 3, times = [0, 1] as object } = {}) {
  return {
    name,
    parts: [
      {
        base: {
          widthPrefactor: 4,
          teacherWidth: 2,
          kappa: 0,
          delta: 0.5,
          learningRatePrefactor: 4,
          noise: 1e-3,
          inputDimension: 50,
          times,
        },
        replicas,
      },
    ],
  };
}
