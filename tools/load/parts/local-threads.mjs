import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processorSeconds } from '../coordinator/process-usage.mjs';
import { root } from '../../setup/root.mjs';
import { longRuns } from '../workload.mjs';
import { Asking } from './asking.mjs';
import { BusyThreads } from './busy-threads.mjs';

const LOOK_MILLISECONDS = 1000;
const SHORT_LOOK_MILLISECONDS = 50;
const MOST_SECONDS = 600;
/** Runs that are computed first, until everything is compiled; they tell how long a run of an estimated second takes. */
const FIRST_RUNS_PER_THREAD = 10;
const FIRST_SEEDS = [5, 6];
/** So many of an experiment are over before anything is measured. */
const SETTLING_RUNS_PER_THREAD = 4;
/** Runs that are computed while requests are timed. */
const ASKED_RUNS_PER_THREAD = 10;

/**
 * How much of their time the threads of `crossover lab` compute, with runs of a second each: the processor time
 * of its busiest threads over the time in which all have runs. Where the machine has other things to do they
 * may have to wait for a processor, which is told apart: what is left has been lost between two runs. Afterwards,
 * with more such runs, how long HTTP requests to the same process take meanwhile.
 */
export async function measureLocalThreads({ folder, threads, runs, secondsPerRun }) {
  const program = join(root, 'apps', 'cli', 'bin', 'crossover.mjs');
  const words = ['lab', '--threads', String(threads), '--no-open', '--data', folder];
  const child = spawn(process.execPath, [program, ...words], { stdio: 'ignore' });
  try {
    const call = await openLab(folder, child);
    const { experiments } = await call('GET', '/api/experiments');
    for (const { id } of experiments) await call('DELETE', `/api/experiments/${id}`);
    let estimated = secondsPerRun;
    for (const seed of FIRST_SEEDS) {
      const { computing, finished } = await compute(call, child.pid, {
        threads,
        runs: FIRST_RUNS_PER_THREAD * threads,
        secondsPerRun: estimated,
        seed,
      });
      estimated *= (secondsPerRun * finished) / computing;
    }
    const measured = await compute(call, child.pid, { threads, runs, secondsPerRun: estimated, seed: 7 });
    const asking = new Asking(call, ['/health', '/api/experiments']);
    await compute(call, child.pid, {
      threads,
      runs: ASKED_RUNS_PER_THREAD * threads,
      secondsPerRun: estimated,
      seed: 8,
    });
    const answerMilliseconds = await asking.stop();
    const { computing, waiting, seconds, finished, all } = measured;
    return {
      threads,
      runs,
      seconds,
      secondsPerRun: computing / finished,
      kernelShare: computing / (threads * seconds),
      waitingShare: waiting / (threads * seconds),
      answerMilliseconds,
      otherProcessorSeconds: all - computing,
    };
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
}

/**
 * Submits so many runs of an estimated length, and measures from when some are finished as long as there are enough
 * left for all threads; returns when all are finished.
 */
async function compute(call, pid, { threads, runs, secondsPerRun, seed }) {
  const { experiment } = await call('POST', '/api/experiments', {
    specification: longRuns(runs, secondsPerRun, seed),
  });
  // The list costs the coordinator little; an experiment would be given with all its curves.
  const countsOf = async () => {
    const { experiments } = await call('GET', '/api/experiments');
    return experiments.find(({ id }) => id === experiment.id).runs;
  };
  let before = 0;
  await until(SHORT_LOOK_MILLISECONDS, async () => {
    before = (await countsOf()).finished;
    return before >= SETTLING_RUNS_PER_THREAD * threads;
  });
  const began = performance.now();
  const busy = new BusyThreads(pid);
  const processorBefore = processorSeconds(pid);
  let finished = 0;
  await until(LOOK_MILLISECONDS, async () => {
    finished = (await countsOf()).finished;
    return finished >= runs - 2 * threads;
  });
  const seconds = (performance.now() - began) / 1000;
  const measured = {
    ...busy.usage(threads),
    all: processorSeconds(pid) - processorBefore,
    seconds,
    finished: finished - before,
  };
  await until(SHORT_LOOK_MILLISECONDS, async () => (await countsOf()).finished === runs);
  return measured;
}

/** Requests to the laboratory of a folder, once it is there. */
async function openLab(folder, child) {
  const record = join(folder, 'lab.json');
  await until(SHORT_LOOK_MILLISECONDS, () => {
    if (child.exitCode !== null) throw new Error(`crossover lab ended with ${child.exitCode}.`);
    return existsSync(record);
  });
  const { url } = JSON.parse(readFileSync(record, 'utf8'));
  const { operator } = JSON.parse(readFileSync(join(folder, 'tokens.json'), 'utf8'));
  return async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${operator}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  };
}

async function until(pauseMilliseconds, look) {
  const end = performance.now() + 1000 * MOST_SECONDS;
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`It took more than ${MOST_SECONDS} seconds.`);
    await delay(pauseMilliseconds);
  }
}
