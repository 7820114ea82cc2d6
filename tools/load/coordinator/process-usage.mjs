import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;
const NANOSECONDS_PER_SECOND = 1e9;
/** An instance of WebAssembly has this much address space set aside behind what it uses. */
const RESERVATION_BYTES = 2 ** 30;

/** Processor seconds that a process has used, all its threads together. Linux only. */
export function processorSeconds(pid) {
  return secondsOf(`/proc/${pid}/stat`);
}

/** The same for one of its threads. */
export function threadSeconds(pid, thread) {
  return secondsOf(`/proc/${pid}/task/${thread}/stat`);
}

/** Seconds in which one of its threads could have computed and did not get a processor. */
export function waitingSeconds(pid, thread) {
  const [, waiting] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
  return Number(waiting) / NANOSECONDS_PER_SECOND;
}

function secondsOf(file) {
  const text = readFileSync(file, 'utf8');
  // The name in parentheses may contain anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [fields[11], fields[12]].map(Number);
  return (user + system) / TICKS_PER_SECOND;
}

/**
 * Memory of a process in bytes: all that is resident, and the part of it that is memory of WebAssembly. In a
 * coordinator with the embedded store that part is the database's own: PostgreSQL with its buffers. The part
 * is recognised by the large stretch of untouchable addresses that follows it.
 */
export function memory(pid) {
  const areas = readAreas(readFileSync(`/proc/${pid}/smaps`, 'utf8'));
  const resident = areas.reduce((sum, area) => sum + area.resident, 0);
  const webAssembly = areas
    .filter((area, index) => {
      const next = areas[index + 1];
      const followed = next !== undefined && next.begin === area.end && next.rights.startsWith('---');
      return area.rights.startsWith('rw') && followed && next.end - next.begin >= RESERVATION_BYTES;
    })
    .reduce((sum, area) => sum + area.resident, 0);
  return { resident, webAssembly };
}

function readAreas(text) {
  const areas = [];
  for (const line of text.split('\n')) {
    const head = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) /.exec(line);
    if (head !== null) {
      const [, begin, end, rights] = head;
      areas.push({ begin: Number.parseInt(begin, 16), end: Number.parseInt(end, 16), rights, resident: 0 });
    } else if (line.startsWith('Rss:')) {
      areas.at(-1).resident = 1024 * Number(/\d+/.exec(line)[0]);
    }
  }
  return areas;
}
