import { allDigests } from './fixed-runs.ts';

/** What the browser's worker runs: it answers with the digests, or with what went wrong. */
try {
  postMessage({ digests: allDigests() });
} catch (error) {
  postMessage({ failure: error instanceof Error ? error.message : String(error) });
}
