/** What a node asks for. Work in microseconds of a reference core. */
export interface Demand {
  /** Runs that the node has room for whatever their length. */
  readonly capacity: number;
  /** Runs that it takes when they are short. */
  readonly most: number;
  /** Work that makes up a batch for it, less what it has already. */
  readonly room: number;
  /** Its share of all threads that are there. */
  readonly share: number;
}

/** The next runs of the queue. */
export interface QueueHead {
  /** Their work, in the order of the queue. */
  readonly works: readonly number[];
  /** Whether these are all there are. */
  readonly whole: boolean;
}

/** Two replicas of one simulation cost a thread what one of them does, and they are neighbours in the queue. */
const NEIGHBOURS = 2;
/** Of a queue that comes to its end nobody gets more than this part of what his threads would get of it. */
const TAIL_SHARE = 0.5;

/**
 * Shares out the head of the queue: for each run in turn which of the demands gets it. First everybody gets
 * the runs there is room for, a few at a time; then short runs on top, until each has a batch of them. When
 * the queue comes to its end the batches get smaller, so that none is at work while the others are idle.
 */
export function shareOut({ works, whole }: QueueHead, demands: readonly Demand[]): number[] {
  const takers: number[] = [];
  const given = demands.map(() => 0);
  const room = demands.map((demand) => demand.room);
  const give = (index: number) => {
    const work = works[takers.length] ?? 0;
    takers.push(index);
    given[index] = (given[index] ?? 0) + 1;
    room[index] = (room[index] ?? 0) - work;
  };
  const few = works.length >= NEIGHBOURS * demands.length ? NEIGHBOURS : 1;
  for (let progress = true; progress && takers.length < works.length;) {
    progress = false;
    demands.forEach(({ capacity }, index) => {
      for (let time = 0; time < few; time += 1) {
        if (takers.length >= works.length || (given[index] ?? 0) >= capacity) return;
        give(index);
        progress = true;
      }
    });
  }
  const left = works.slice(takers.length).reduce((sum, work) => sum + work, 0);
  demands.forEach(({ most, share }, index) => {
    const batch = whole ? Math.min(room[index] ?? 0, TAIL_SHARE * share * left) : (room[index] ?? 0);
    const least = (room[index] ?? 0) - batch;
    while (takers.length < works.length && (given[index] ?? 0) < most) {
      if ((room[index] ?? 0) - (works[takers.length] ?? 0) < least) return;
      give(index);
    }
  });
  return takers;
}
