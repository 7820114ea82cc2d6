import { describe, expect, it } from 'vitest';
import {
  alignment,
  createTrajectory,
  restoreTrajectory,
  solve,
  symmetricPlateau,
  type SolveOptions,
  type TrajectoryEvent,
} from '../../src/index.ts';
import { genericOverlaps, overlapsOf } from '../support/overlaps.ts';

const options: SolveOptions = {
  initial: genericOverlaps(3, 2, 'events'),
  weights: { gradient: 1, variance: 0.5 },
  noise: 0.01,
  times: [0, 1, 10, 100],
  relativeTolerance: 1e-10,
};
const dense = solve({ ...options, dense: true });
const [atStart, , , atEnd] = dense.risk;
/** A risk that is passed on the way, and never before. */
const passed = 0.5 * (atStart + atEnd);

/** The time at which f changes sign, by bisection of the dense solution. */
function crossing(f: (time: number) => number): number {
  let [low, high] = [0, 100];
  while (high - low > 1e-12 * high) {
    const middle = 0.5 * (low + high);
    if (f(middle) > 0) high = middle;
    else low = middle;
  }
  return high;
}

describe('events', () => {
  it('happen when the solution says so: a risk fallen below, an alignment passed, any function become positive', () => {
    const threshold = 0.5 * (alignment(options.initial) + 1);
    const firstOverlap = 0.5 * (dense.orderParameters[0].Q[0] + dense.orderParameters[3].Q[0]);
    const rising = dense.orderParameters[3].Q[0] > firstOverlap ? 1 : -1;
    const events: TrajectoryEvent[] = [
      { kind: 'risk-below', value: passed },
      { kind: 'alignment-above', value: threshold },
      { kind: 'positive', name: 'Q_11', of: ({ Q }) => rising * (Q[0] - firstOverlap) },
    ];
    const found = solve({ ...options, events }).events;
    const of = (index: number) => found.find((event) => event.index === index)!;
    const expected = [
      crossing((time) => passed - dense.at(time).risk),
      crossing((time) => alignment(dense.at(time).orderParameters) - threshold),
      crossing((time) => rising * (dense.at(time).orderParameters.Q[0] - firstOverlap)),
    ];
    expected.forEach((time, index) => expect(Math.abs(of(index).time / time - 1)).toBeLessThan(1e-11));
    expect(of(0).risk / passed).toBeCloseTo(1, 11);
    expect(alignment(of(1).orderParameters) / threshold).toBeCloseTo(1, 11);
    expect(found.map(({ time }) => time)).toEqual([...found.map(({ time }) => time)].sort((a, b) => a - b));
  });

  it('that hold at the start happen at t = 0, and those that do not happen are not reported', () => {
    const events: TrajectoryEvent[] = [
      { kind: 'risk-below', value: 2 * atStart },
      { kind: 'risk-below', value: 1e-12 },
    ];
    expect(solve({ ...options, events }).events.map(({ index, time }) => [index, time])).toEqual([[0, 0]]);
  });

  it('end the trajectory where they are terminal, and change no bit of it where they are not', () => {
    const event: TrajectoryEvent = { kind: 'risk-below', value: passed };
    const going = solve({ ...options, events: [event] });
    expect([going.risk, going.endedBy, going.endTime]).toEqual([dense.risk, 'time', 100]);
    const ended = solve({ ...options, events: [{ ...event, terminal: true }] });
    expect(ended.endedBy).toBe('event');
    expect(ended.endTime).toBe(going.events[0].time);
    expect(ended.times).toEqual([0, 1, 10, 100].filter((time) => time <= ended.endTime));
    expect([...ended.risk]).toEqual([...dense.risk].slice(0, ended.times.length));
    const atOnce = solve({ ...options, events: [{ kind: 'risk-below', value: 1, terminal: true }] });
    expect([atOnce.times, atOnce.statistics.steps, atOnce.endTime]).toEqual([[0], 0, 0]);
  });

  it('of one step come in order of time, and none after the end', () => {
    // The order of the list is not that of time; all three happen within one step.
    const levels = [0.999, 1, 0.9995].map((fraction) => fraction * passed);
    const events = levels.map((value): TrajectoryEvent => ({ kind: 'risk-below', value }));
    const steps: number[] = [0];
    const found = solve({ ...options, events, onStep: (time) => void steps.push(time) }).events;
    const stepOf = (time: number) => steps.findIndex((end) => end >= time);
    expect(new Set(found.map(({ time }) => stepOf(time))).size).toBe(1);
    expect(found.map(({ index }) => index)).toEqual([1, 2, 0]);
    for (const [last, reported] of [
      [1, [1]],
      [2, [1, 2]],
      [0, [1, 2, 0]],
    ] as const) {
      const terminal = events.map((event, index) => ({ ...event, terminal: index === last }));
      const ended = solve({ ...options, events: terminal });
      expect(ended.events.map(({ index }) => index)).toEqual(reported);
      expect(ended.endTime).toBe(found.find(({ index }) => index === last)!.time);
      const trajectory = createTrajectory({ ...options, events: terminal });
      trajectory.advance(Infinity);
      const resumed = restoreTrajectory({ ...options, events: terminal }, trajectory.checkpoint());
      expect([resumed.finished, resumed.endedBy, resumed.events]).toEqual([true, 'event', trajectory.events]);
      expect(resumed.time).toBe(ended.endTime);
    }
    // Of several terminal events the first one ends it.
    const all = solve({ ...options, events: events.map((event) => ({ ...event, terminal: true })) });
    expect(all.events.map(({ index }) => index)).toEqual([1]);
    expect(all.endTime).toBe(found[0].time);
  });

  it('happen at the times of a closed form: an overlap that decays as e^{−t}', () => {
    const initial = overlapsOf([[1, 0]], [[1, 0]]);
    // dQ/dt = −2λQ, dM/dt = −λM.
    const weights = { gradient: 0, variance: 0, weightDecay: 0.5 };
    const levels = [0.9, 0.5, 0.1, 0.01];
    const events = levels.map((level): TrajectoryEvent => {
      return { kind: 'positive', name: `Q below ${level}`, of: ({ Q }) => level - Q[0] };
    });
    const found = solve({ initial, weights, noise: 0, times: [10], events, relativeTolerance: 1e-11 }).events;
    expect(found).toHaveLength(levels.length);
    // An error ε Q of Q moves the time by ε.
    found.forEach(({ time }, index) => expect(Math.abs(time + Math.log(levels[index]))).toBeLessThan(1e-9));
  });

  it('survive checkpoints to the bit, before and after they happened', () => {
    const watched = {
      ...options,
      events: [
        { kind: 'risk-below', value: passed },
        { kind: 'risk-below', value: 1e-3 * passed },
        { kind: 'alignment-above', value: 0.9 },
      ] satisfies TrajectoryEvent[],
    };
    const whole = createTrajectory(watched);
    whole.advance(Infinity);
    const original = createTrajectory(watched);
    do {
      const resumed = restoreTrajectory(watched, original.checkpoint());
      expect(resumed.events).toEqual(original.events);
      resumed.advance(Infinity);
      expect(resumed.events).toEqual(whole.events);
    } while (!original.advance(100));
    const [first, ...rest] = watched.events;
    for (const events of [
      rest,
      [{ ...first, value: 2 * passed }, ...rest],
      [{ ...first, terminal: true }, ...rest],
      [{ kind: 'positive', name: 'risk-below', of: () => -1 }, ...rest],
    ] satisfies TrajectoryEvent[][]) {
      const other = { ...watched, events };
      expect(() => restoreTrajectory(other, whole.checkpoint())).toThrow('other options');
    }
  });

  it('give the escape from the symmetric plateau: ln 10 / rate later for a perturbation a tenth as large', () => {
    const K = 2;
    const P = Float64Array.of(1, 0, 0, 1);
    const model = { studentWidth: K, teacherWidth: K, noise: 0, P };
    const weights = { gradient: 1, variance: 0.2 };
    const { overlaps, stability } = symmetricPlateau(model, weights);
    const escapeTime = (perturbation: number): number => {
      const { Q, C, M } = overlaps;
      const initial = {
        studentWidth: K,
        teacherWidth: K,
        Q: Float64Array.of(Q, C, C, Q),
        M: Float64Array.of(M + perturbation, M - perturbation, M - perturbation, M + perturbation),
        P,
      };
      const events: TrajectoryEvent[] = [{ kind: 'alignment-above', value: 0.8, terminal: true }];
      return solve({ initial, weights, noise: 0, times: [1e4], events }).endTime;
    };
    const [late, later] = [escapeTime(1e-5), escapeTime(1e-6)];
    // Corrections are of second order in the perturbation; one of 1e-6 grows out of errors of 1e-12.
    expect(later - late).toBeCloseTo(Math.log(10) / stability.leading, 2);
  });

  it('see an alignment of either sign, relative to both lengths', () => {
    const of = (students: number[][], teachers: number[][]) => alignment(overlapsOf(students, teachers));
    expect(of([[0, 2], [-3, 4]], [[10, 0]])).toBeCloseTo(0.6, 14); // prettier-ignore
    expect(of([[0, 0]], [[1, 0]])).toBe(0);
    const initial = overlapsOf([[-0.6, 0.8]], [[1, 0]]);
    const events: TrajectoryEvent[] = [{ kind: 'alignment-above', value: 0.5 }];
    expect(solve({ ...options, initial, times: [0], events }).events).toHaveLength(1);
  });

  it('are refused where they cannot happen', () => {
    const event = (changes: object) => () => solve({ ...options, events: [changes as TrajectoryEvent] });
    expect(event({ kind: 'risk-below', value: 0 })).toThrow('events[0].value is 0');
    expect(event({ kind: 'alignment-above', value: 1 })).toThrow('events[0].value is 1');
  });
});
