/** A browser's worker: prepares the work that it is sent first, then does it as often as it is asked and answers with the seconds. */
import { workOf } from './theory-work.mjs';

let work;
addEventListener('message', ({ data }) => {
  try {
    if (work === undefined) {
      work = workOf(data);
      postMessage({ ready: true });
      return;
    }
    const started = performance.now();
    work.perform(data);
    postMessage({ seconds: (performance.now() - started) / 1000 });
  } catch (error) {
    postMessage({ failure: String(error) });
  }
});
