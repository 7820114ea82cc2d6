import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg } from 'node:os';

/** What the numbers depend on. The load says whether other programs were using the cores when the run began. */
export function describeMachine() {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    loadAtStart: loadavg()[0],
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    v8: process.versions.v8,
    gcc: gccVersion(),
  };
}

/** The first line of `gcc --version`, or null where there is none. */
function gccVersion() {
  try {
    return execFileSync('gcc', ['--version'], { encoding: 'utf8' }).split('\n')[0];
  } catch {
    return null;
  }
}
