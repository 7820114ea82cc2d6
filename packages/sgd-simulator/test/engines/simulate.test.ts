import { RandomStream } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import {
  createEngine,
  drawInitialCondition,
  InvalidModelError,
  OverlapOverflowError,
  simulate,
  SimulationAbortedError,
  type SimulationModel,
} from '../../src/index.ts';

const sizes = { studentWidth: 3, teacherWidth: 2, inputDimension: 20 };
const initial = drawInitialCondition({ kind: 'sphere' }, sizes, RandomStream.fromKey('simulate/start'));
const model: SimulationModel = { ...sizes, learningRate: 2, noise: 0.01, initial };
const replicas = [0, 1, 2].map((replica) => RandomStream.fromKey('simulate/samples').split(replica));
const steps = [0, 7, 100, 2000];

describe('replicas simulated to given steps', () => {
  it('are what each engine alone gives there', async () => {
    const all = await simulate(model, { steps, replicas, chunkSteps: 64 });
    expect(all).toHaveLength(replicas.length);
    for (const [replica, points] of all.entries()) {
      const alone = createEngine('projected', model, replicas[replica]);
      expect(points.map(({ step }) => step)).toEqual(steps);
      for (const point of points) {
        alone.advance(point.step - alone.step);
        expect(point.risk).toBe(alone.populationRisk());
        expect(point.orderParameters).toEqual(alone.orderParameters());
        expect(point.secondLayer).toEqual(alone.secondLayer());
      }
    }
  });

  it('tell their progress, and go on from its checkpoints to the same bits', async () => {
    const fractions: number[] = [];
    let checkpoints: Uint8Array[] = [];
    const whole = await simulate(model, {
      steps,
      replicas,
      chunkSteps: 150,
      onProgress: (progress) => {
        fractions.push(progress.fraction);
        if (progress.step === 1000) checkpoints = progress.checkpoints();
      },
    });
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    const rest = await simulate(model, { steps, replicas: checkpoints });
    expect(rest).toEqual(whole.map((points) => points.slice(-1)));
  });

  it('stop when the host says so', async () => {
    const stopping = new AbortController();
    const stopped = simulate(model, {
      steps,
      replicas,
      chunkSteps: 50,
      signal: stopping.signal,
      onProgress: ({ step }) => {
        if (step > 300) stopping.abort();
      },
    });
    await expect(stopped).rejects.toThrow(SimulationAbortedError);
  });

  it('refuse steps that do not increase, and say when they diverge', async () => {
    await expect(simulate(model, { steps: [5, 5], replicas })).rejects.toThrow(InvalidModelError);
    await expect(simulate(model, { steps: [0.5], replicas })).rejects.toThrow(InvalidModelError);
    const diverging = { ...model, activation: 'quadratic' as const, learningRate: 1e4 };
    await expect(simulate(diverging, { steps: [1000], replicas })).rejects.toThrow(OverlapOverflowError);
  });
});
