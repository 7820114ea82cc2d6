/** What the coordinator is to achieve; see docs/operations.md. */
export const AIMS = {
  runsPerSecond: { embedded: 300, postgresql: 800 },
  dispatchMilliseconds: 250,
  megabytes: 600,
  kernelShare: 0.97,
};
