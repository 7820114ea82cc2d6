import { createHash } from 'node:crypto';
import {
  canonicalJson,
  digest,
  groupIdentity,
  normalizeRunSpecification,
  runIdentity,
  type RunInput,
  type RunSpecification,
} from '../../src/index.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulation, theory } from '../sample-runs.ts';

const short = {
  kind: 'simulation',
  widthPrefactor: 8,
  teacherWidth: 4,
  kappa: 0,
  delta: 0.5,
  learningRatePrefactor: 8,
  noise: 1e-3,
  inputDimension: 1000,
  times: [0, 1, 10],
};

type Option = 'activation' | 'teacherActivation' | 'secondLayer' | 'weightDecay' | 'batchSize';

/** Each is another model, for simulation and theory alike. */
const optionsOfTheModel: Pick<RunInput, Option>[] = [
  { activation: 'relu' },
  { activation: 'relu', teacherActivation: 'erf' },
  { teacherActivation: 'sign' },
  { secondLayer: { kind: 'fixed', student: [1, 2] } },
  { secondLayer: { kind: 'fixed', teacher: [1, 2] } },
  { secondLayer: { kind: 'trained', rate: 0.5 } },
  { secondLayer: { kind: 'trained', rate: 1 } },
  { weightDecay: 0.1 },
  { batchSize: 2 },
];

describe('the identity of a run', () => {
  // Computed outside the project: Python's hashlib over the canonical text written by hand.
  it('is the SHA-256 of the complete canonical specification (known answers)', () => {
    const run = normalizeRunSpecification(short);
    expect(canonicalJson(run)).toBe(
      '{"activation":"erf","batchSize":1,"delta":0.5,"engine":"projected","initial":{"kind":"teacher-span"},' +
        '"inputDimension":1000,"inputs":{"kind":"isotropic"},"kappa":0,"kind":"simulation",' +
        '"learningRatePrefactor":8,"noise":0.001,"numerics":"3","observables":"risk","replica":0,' +
        '"secondLayer":{"kind":"fixed","student":null,"teacher":null},"seed":0,"teacherActivation":"erf",' +
        '"teacherWidth":4,"times":[0,1,10],"training":"full","weightDecay":0,"widthPrefactor":8}',
    );
    expect(runIdentity(run)).toBe('1429c4128cb23ec107c9c174e2515aa2201c9b9b187736f8ee09e6f5bb736ed3');
    expect(groupIdentity(run)).toBe('33ee1ee5b1851667a5c8ef63ccc81babe14cf6ea0af1213c628ac8c7b428547c');
    const curve = normalizeRunSpecification({ ...short, kind: 'theory', equations: 'limit' });
    expect(runIdentity(curve)).toBe('153fac41e9078e68347cde22500d8c32ed2f1f4f347cf8b308267a531b2d8d38');
    expect(groupIdentity(curve)).toBe(runIdentity(curve));
  });

  it('agrees with the platform’s SHA-256', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(digest(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
    );
  });

  it('does not depend on the order of fields, on defaults spelled out, or on a trip through JSON', () => {
    const run = normalizeRunSpecification(short);
    const spelledOut = {
      replica: 0,
      observables: 'risk',
      seed: 0,
      initial: { kind: 'teacher-span' },
      engine: 'auto',
      numerics: '3',
      ...short,
    };
    const reversed = Object.fromEntries(Object.entries(spelledOut).reverse());
    const travelled = JSON.parse(JSON.stringify(run)) as RunSpecification;
    for (const other of [spelledOut, reversed, travelled, { ...spelledOut, engine: 'projected' }]) {
      expect(runIdentity(normalizeRunSpecification(other))).toBe(runIdentity(run));
    }
  });

  it('does not tell −0 from 0, as JSON cannot', () => {
    const negative = normalizeRunSpecification({ ...short, kappa: -0, times: [-0, 1, 10], noise: -0 });
    const positive = normalizeRunSpecification({ ...short, kappa: 0, times: [0, 1, 10], noise: 0 });
    expect(runIdentity(negative)).toBe(runIdentity(positive));
    expect(negative).toEqual(positive);
  });

  it('tells apart parameters that differ in their last bit', () => {
    const nextAbove = (x: number): number => {
      const bits = new BigUint64Array(new Float64Array([x]).buffer);
      bits[0] += 1n;
      return new Float64Array(bits.buffer)[0];
    };
    const fields = ['delta', 'learningRatePrefactor', 'noise', 'widthPrefactor'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...fields),
        fc.double({ min: 0.6, max: 100, noNaN: true }),
        (field, value) => {
          const scaled = field === 'delta' ? value / 100 : value;
          const one = normalizeRunSpecification({ ...short, [field]: scaled });
          const other = normalizeRunSpecification({ ...short, [field]: nextAbove(scaled) });
          expect(runIdentity(one)).not.toBe(runIdentity(other));
        },
      ),
    );
  });

  it('is different for every field that can change the result', () => {
    const variants = [
      simulation(),
      simulation({ widthPrefactor: 3 }),
      simulation({ teacherWidth: 3 }),
      simulation({ kappa: 0.1 }),
      simulation({ delta: 0.1 }),
      simulation({ learningRatePrefactor: 3 }),
      simulation({ noise: 0.1 }),
      simulation({ inputDimension: 11 }),
      simulation({ initial: { kind: 'sphere' } }),
      simulation({ initial: { kind: 'gaussian', standardDeviation: 1 } }),
      simulation({ initial: { kind: 'gaussian', standardDeviation: 2 } }),
      simulation({ seed: 8 }),
      simulation({ times: [0, 1] }),
      simulation({ observables: 'overlaps' }),
      simulation({ engine: 'direct' }),
      simulation({ replica: 1 }),
      theory(),
      theory({ equations: 'limit' }),
      theory({ relativeTolerance: 1e-8 }),
      theory({ equations: 'exact' }),
      theory({ equations: 'gradient-flow' }),
      ...optionsOfTheModel.flatMap((options) => [simulation(options), theory(options)]),
      simulation({ training: 'lazy' }),
      simulation({ inputs: { kind: 'power-law', exponent: 1 } }),
      simulation({ inputs: { kind: 'power-law', exponent: 2 } }),
      simulation({ inputs: { kind: 'given', digest: '0'.repeat(64), rows: 100, passes: 1 } }),
      simulation({ inputs: { kind: 'given', digest: '1'.repeat(64), rows: 100, passes: 1 } }),
      simulation({ inputs: { kind: 'given', digest: '1'.repeat(64), rows: 100, passes: 2 } }),
    ];
    expect(new Set(variants.map(runIdentity)).size).toBe(variants.length);
  });

  it('gives replicas one group, and leaves the replica number out of it only', () => {
    expect(groupIdentity(simulation({ replica: 5 }))).toBe(groupIdentity(simulation()));
    expect(groupIdentity(simulation({ seed: 8 }))).not.toBe(groupIdentity(simulation()));
  });
});
