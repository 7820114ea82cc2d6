import { normalizeRunSpecification } from '@crossover/experiments';
import { describe, expect, it } from 'vitest';
import { placesOf, WaitingLine } from '../src/threads/waiting-line.ts';
import { replicasOf, shortSimulation, theoryCurve } from './specifications.ts';

const waiting = (specification: ReturnType<typeof shortSimulation>, fresh = true) => ({
  run: specification,
  specification,
  fresh,
});

describe('the line of waiting runs', () => {
  it('is served in order, and gives a run the next replica of its simulation for company', () => {
    const line = new WaitingLine();
    const [a0, a1, a2] = replicasOf(shortSimulation(1), 3).map((run) => waiting(run));
    const b = waiting(shortSimulation(2));
    for (const run of [a0, b, a1, a2]) line.add(run);
    expect(line.takeFirst()).toBe(a0);
    expect(line.takeCompanion(a0)).toBe(a1);
    expect(line.takeFirst()).toBe(b);
    expect(line.takeCompanion(b)).toBeUndefined();
    expect(line.remove(a2)).toBe(true);
    expect(line.remove(a2)).toBe(false);
    expect(line.takeFirst()).toBeUndefined();
  });

  it('leaves runs of the direct engine alone: they have no lanes to share', () => {
    const direct = normalizeRunSpecification({ ...shortSimulation(), engine: 'direct' });
    const [first, second] = replicasOf(direct, 2).map((run) => waiting(run));
    const line = new WaitingLine();
    line.add(second);
    expect(line.takeCompanion(first)).toBeUndefined();
    expect(placesOf([direct, direct])).toBe(2);
  });

  it('keeps runs that go on from a checkpoint, and curves of the theory, to themselves', () => {
    const line = new WaitingLine();
    const [first, second] = replicasOf(shortSimulation(1), 2);
    const resumed = waiting(second, false);
    line.add(resumed);
    expect(line.takeCompanion(waiting(first))).toBeUndefined();
    expect(line.takeCompanion(resumed)).toBeUndefined();
    line.add(waiting(theoryCurve()));
    expect(line.takeCompanion(waiting(theoryCurve()))).toBeUndefined();
  });
});

it('counts two replicas as one place, and everything else as a place of its own', () => {
  expect(placesOf([])).toBe(0);
  expect(placesOf(replicasOf(shortSimulation(), 5))).toBe(3);
  expect(placesOf([theoryCurve(), theoryCurve(), shortSimulation(1), shortSimulation(2)])).toBe(4);
});
