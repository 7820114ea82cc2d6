import { RandomStream } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import {
  createEngine,
  createEnsemble,
  drawInitialCondition,
  restoreEngine,
  restoreEnsemble,
  type EngineName,
  type Ensemble,
  type Inputs,
  type SimulationModel,
} from '../../src/index.ts';
import { normals } from '../matrices.ts';
import { streamsOf } from './comparison.ts';
import { options } from './options.ts';

/** Runs this long are cut, put aside and resumed at every step; a block of the direct engine has four. */
const STEPS = 9;

/** An odd dimension, in which three students have room for all fields of lazy training and 65 have not. */
const DIMENSION = 11;

/** What the direct engine alone can be fed with. */
const inputsOf: Readonly<Record<string, Inputs>> = {
  'a spectrum': { kind: 'spectrum', eigenvalues: new Float64Array(DIMENSION).fill(0.5) },
  'given inputs': {
    kind: 'given',
    rows: normals(7 * DIMENSION, RandomStream.fromKey('bits/rows')),
    passes: 9,
  },
};

function modelOf(p: number, changed: Partial<SimulationModel>): SimulationModel {
  const sizes = { studentWidth: p, teacherWidth: 2, inputDimension: DIMENSION };
  const initial = drawInitialCondition({ kind: 'sphere' }, sizes, RandomStream.fromKey(`bits/${p}`));
  return { ...sizes, learningRate: 0.8 * p, noise: 0.01, initial, ...changed };
}

/** The projected engine at an odd width; the direct one step by step, and wide enough for blocks. */
const engines: readonly (readonly [EngineName, number])[] = [
  ['projected', 3],
  ['direct', 3],
  ['direct', 65],
];

interface Case {
  readonly label: string;
  readonly name: EngineName;
  readonly model: SimulationModel;
}

const cases: Case[] = engines.flatMap(([name, p]) => [
  ...Object.keys(options).map((option) => ({
    label: `${name}, p = ${p}, ${option}`,
    name,
    model: modelOf(p, options[option](p, 2)),
  })),
  ...(name === 'direct' ? Object.keys(inputsOf) : []).map((inputs) => ({
    label: `${name}, p = ${p}, ${inputs}`,
    name,
    model: modelOf(p, { inputs: inputsOf[inputs], weightDecay: 0.01 }),
  })),
]);

function checkpointsOf(ensemble: Ensemble): Uint8Array[] {
  return Array.from({ length: ensemble.replicas }, (_, replica) => ensemble.checkpoint(replica));
}

/** All bytes the same; comparing them one by one, as `toEqual` does, takes longer than the runs. */
function same(found: readonly Uint8Array[], expected: readonly Uint8Array[]): boolean {
  return found.every((bytes, index) => Buffer.compare(bytes, expected[index]) === 0);
}

describe.each(cases)('$label', ({ name, model }) => {
  it('gives a replica the bits it has alone, whichever lane and among however many', () => {
    const alone = streamsOf(5).map((stream) => {
      const engine = createEngine(name, model, stream);
      engine.advance(STEPS);
      return { engine, checkpoint: engine.checkpoint() };
    });
    for (let replicas = 2; replicas <= 5; replicas++) {
      const ascending = Array.from({ length: replicas }, (_, replica) => replica);
      for (const order of [ascending, ascending.toReversed()]) {
        const streams = streamsOf(replicas);
        const ensemble = createEnsemble(
          name,
          model,
          order.map((replica) => streams[replica]),
        );
        ensemble.advance(STEPS);
        order.forEach((replica, place) => {
          const { engine, checkpoint } = alone[replica];
          expect(same([ensemble.checkpoint(place)], [checkpoint])).toBe(true);
          expect(ensemble.orderParameters(place)).toEqual(engine.orderParameters());
          expect(ensemble.secondLayer(place)).toEqual(engine.secondLayer());
        });
      }
    }
  });

  it('takes the same path when it is cut, put aside and resumed after any step', () => {
    const whole = createEnsemble(name, model, streamsOf(3));
    whole.advance(STEPS);
    const expected = checkpointsOf(whole);
    for (let cut = 0; cut <= STEPS; cut++) {
      const pieces = createEnsemble(name, model, streamsOf(3));
      pieces.advance(cut);
      const put = checkpointsOf(pieces);
      pieces.advance(STEPS - cut);
      expect(same(checkpointsOf(pieces), expected), `cut after ${cut} steps`).toBe(true);
      const resumed = restoreEnsemble(name, model, put);
      expect(same(checkpointsOf(resumed), put), `resumed after ${cut} steps and put aside again`).toBe(true);
      resumed.advance(STEPS - cut);
      expect(same(checkpointsOf(resumed), expected), `resumed after ${cut} steps`).toBe(true);
      const singly = restoreEngine(name, model, put[2]);
      singly.advance(STEPS - cut);
      expect(same([singly.checkpoint()], [expected[2]]), `the third resumed alone after ${cut} steps`).toBe(
        true,
      );
    }
  });

  it('takes the same path when it is put aside and resumed after every step', () => {
    const whole = createEngine(name, model, streamsOf(1)[0]);
    let resumed = createEngine(name, model, streamsOf(1)[0]);
    for (let step = 1; step <= STEPS; step++) {
      whole.advance(1);
      resumed.advance(1);
      resumed = restoreEngine(name, model, resumed.checkpoint());
      expect(resumed.orderParameters()).toEqual(whole.orderParameters());
      expect(resumed.populationRisk()).toBe(whole.populationRisk());
    }
    expect(same([resumed.checkpoint()], [whole.checkpoint()])).toBe(true);
  });
});
