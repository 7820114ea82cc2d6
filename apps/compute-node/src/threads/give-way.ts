import { getPriority, setPriority } from 'node:os';

/** Enough that whoever else wants the processor gets most of it, and that nobody's thread stands still. */
const NICENESS = 5;

/**
 * Lets this thread compute only when the others of its process, and of the machine, do not want the processor.
 * Linux keeps a priority for each thread, and process 0 is the calling one; elsewhere it would be the whole
 * process that gives way, which helps nobody in it.
 */
export function giveWay(): void {
  if (process.platform !== 'linux' || getPriority(0) >= NICENESS) return;
  setPriority(0, NICENESS);
}
