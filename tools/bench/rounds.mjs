import { prepareContender } from './contenders/contender.mjs';
import { median } from './statistics.mjs';

/** How often the amount of work is raised, at most, until a measurement lasts long enough. */
const MOST_TRIALS = 40;

/**
 * Measures the contenders in rounds, one after the other in each (A B C, A B C, …): when the machine becomes slower
 * or faster all of them meet it alike, and ratios are taken within rounds. The search for the amount of work comes
 * first and warms the compilers and caches up.
 */
export async function measureInRounds(contenders, { rounds, secondsPerMeasurement }, hosts) {
  const entries = [];
  for (const definition of contenders) {
    const contender = await prepareContender(definition, hosts);
    entries.push({
      definition,
      contender,
      work: await workLasting(secondsPerMeasurement, contender),
      samples: [],
    });
  }
  for (let round = 0; round < rounds; round++) {
    for (const entry of entries) entry.samples.push(await entry.contender.secondsPerUnit(entry.work));
  }
  for (const { contender } of entries) await contender.close?.();
  return new Map(entries.map((entry) => [entry.definition.name, summarise(entry)]));
}

async function workLasting(seconds, contender) {
  let work = 1;
  for (let trial = 0; trial < MOST_TRIALS; trial++) {
    const lasted = (await contender.secondsPerUnit(work)) * work * contender.unitsPerWork;
    if (lasted >= seconds) break;
    work = lasted > seconds / 16 ? Math.ceil((work * seconds) / lasted) : work * 4;
  }
  return work;
}

function summarise({ definition, contender, samples }) {
  return {
    ...definition,
    seconds: { median: median(samples), min: Math.min(...samples), max: Math.max(...samples), samples },
    outcome: contender.outcome?.(),
  };
}
