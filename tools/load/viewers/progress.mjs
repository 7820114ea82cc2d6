/** What a viewer is shown of an experiment: the number of finished runs, and when it was shown. */
export class Progress {
  /** Milliseconds since the epoch, since processes have to agree on them; the same clock for all. */
  sightings = [];
  #experimentId;

  constructor(experimentId) {
    this.#experimentId = experimentId;
  }

  see(experiments) {
    const summary = experiments.find(({ id }) => id === this.#experimentId);
    if (summary === undefined) return;
    this.sightings.push({ at: Date.now(), finished: summary.runs.finished });
  }
}

/**
 * How old what a viewer is shown is, at each moment from its first sight on, in seconds: the time since the
 * state that it shows was the newest. `truth` is what a viewer without delay is shown.
 */
export function ages(truth, sightings, { from, to, step = 250 }) {
  const found = [];
  for (let at = from; at <= to; at += step) {
    const shown = last(sightings, at);
    if (shown === undefined) continue;
    // The state is current until the truth has moved on.
    const surpassed = truth.find(({ finished }) => finished > shown.finished);
    const age = surpassed === undefined ? 0 : Math.max(0, at - surpassed.at);
    found.push({ at, seconds: age / 1000 });
  }
  return found;
}

function last(sightings, at) {
  let found;
  for (const sighting of sightings) if (sighting.at <= at) found = sighting;
  return found;
}
