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

const THREADS = 2;
const LOOK_MILLISECONDS = 50;
const MOST_SECONDS = 600;

/**
 * How much of their time the threads of `crossover lab` compute, with runs of about a second: the processor
 * time of its two busiest threads over the time from the first run's start to the last one's end. Where the
 * machine has other things to do they may have to wait for a processor, which is told apart: what is left has
 * been lost between two runs. And how long HTTP requests to the same process take meanwhile.
 */
export async function measureLocalThreads({ folder, runs, secondsPerRun }) {
  const program = join(root, 'apps', 'cli', 'bin', 'crossover.mjs');
  const words = ['lab', '--threads', String(THREADS), '--no-open', '--data', folder];
  const child = spawn(process.execPath, [program, ...words], { stdio: 'ignore' });
  try {
    const call = await openLab(folder, child);
    const { experiments } = await call('GET', '/api/experiments');
    for (const { id } of experiments) await call('DELETE', `/api/experiments/${id}`);
    const { experiment } = await call('POST', '/api/experiments', {
      specification: longRuns(runs, secondsPerRun),
    });
    const summaryOf = async () => (await call('GET', `/api/experiments/${experiment.id}`)).summary;
    await until(async () => (await summaryOf()).runs.queued < runs);
    const began = performance.now();
    const busy = new BusyThreads(child.pid);
    const asking = new Asking(call, ['/health', '/api/experiments']);
    const processorBefore = processorSeconds(child.pid);
    // Looking every moment would be a load of its own.
    await delay(1000 * 0.5 * runs * secondsPerRun * 0.5);
    await until(async () => (await summaryOf()).runs.finished === runs);
    const seconds = (performance.now() - began) / 1000;
    const { computing, waiting } = busy.usage(THREADS);
    const answerMilliseconds = await asking.stop();
    return {
      threads: THREADS,
      runs,
      seconds,
      kernelShare: computing / (THREADS * seconds),
      waitingShare: waiting / (THREADS * seconds),
      answerMilliseconds,
      otherProcessorSeconds: processorSeconds(child.pid) - processorBefore - computing,
    };
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
}

/** Requests to the laboratory of a folder, once it is there. */
async function openLab(folder, child) {
  const record = join(folder, 'lab.json');
  await until(() => {
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

async function until(look) {
  const end = performance.now() + 1000 * MOST_SECONDS;
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`It took more than ${MOST_SECONDS} seconds.`);
    await delay(LOOK_MILLISECONDS);
  }
}
