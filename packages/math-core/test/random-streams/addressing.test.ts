import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidArgumentError, RandomStream } from '../../src/index.ts';
import {
  KOLMOGOROV_SMIRNOV_BOUND,
  kolmogorovSmirnov,
  STANDARD_SCORE_BOUND,
} from '../support/kolmogorov-smirnov.ts';

const draws = (stream: RandomStream, count = 8) => Array.from({ length: count }, () => stream.uint32());

describe('a stream is addressed by its key', () => {
  it('gives the same numbers for the same key, others for another', () => {
    expect(draws(RandomStream.fromKey('a'))).toEqual(draws(RandomStream.fromKey('a')));
    expect(draws(RandomStream.fromKey('a'))).not.toEqual(draws(RandomStream.fromKey('b')));
  });

  it('splits alike however much has been drawn, and leaves the parent alone', () => {
    const fresh = RandomStream.fromKey('parent');
    const used = RandomStream.fromKey('parent');
    for (let i = 0; i < 1001; i++) used.normal();
    const before = used.serialize();
    expect(draws(used.split('child'))).toEqual(draws(fresh.split('child')));
    expect(used.serialize()).toEqual(before);
  });

  it('tells apart labels, numbers from strings, depth, and parents', () => {
    const root = RandomStream.fromKey('root');
    const children = [
      root,
      root.split(1),
      root.split('1'),
      root.split(2),
      root.split(1).split(2),
      root.split(2).split(1),
      root.split('1/2'),
      RandomStream.fromKey('other').split(1),
    ];
    const firsts = children.map((stream) => draws(stream, 2).join());
    expect(new Set(firsts).size).toBe(children.length);
  });

  it('draws unrelated numbers from neighbouring labels', () => {
    // The first draws of 20000 siblings are a uniform sample, and consecutive ones are uncorrelated;
    // each of the three criteria fails by chance with probability 1e-6.
    const root = RandomStream.fromKey('siblings');
    const firsts = Float64Array.from({ length: 20_000 }, (_, label) => root.split(label).uniform());
    expect(kolmogorovSmirnov(firsts, (x) => x)).toBeLessThan(KOLMOGOROV_SMIRNOV_BOUND);
    let sum = 0;
    for (let i = 1; i < firsts.length; i++) sum += (firsts[i] - 0.5) * (firsts[i - 1] - 0.5);
    expect(Math.abs((12 * sum) / Math.sqrt(firsts.length - 1))).toBeLessThan(STANDARD_SCORE_BOUND);

    const [left, right] = [root.split(0), root.split(1)];
    let products = 0;
    for (let i = 0; i < 100_000; i++) products += left.normal() * right.normal();
    expect(Math.abs(products / Math.sqrt(100_000))).toBeLessThan(STANDARD_SCORE_BOUND);
  });
});

describe('a serialized stream', () => {
  it('continues with the same bits, and splits alike', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(50), (key, used) => {
        const stream = RandomStream.fromKey(key);
        for (let i = 0; i < used; i++) stream.normal();
        const copy = RandomStream.deserialize(stream.serialize());
        expect(draws(copy.split(3))).toEqual(draws(stream.split(3)));
        expect([copy.normal(), copy.chiSquare(7.5), copy.uniform()]).toEqual([
          stream.normal(),
          stream.chiSquare(7.5),
          stream.uniform(),
        ]);
      }),
    );
  });

  it('has always the same length', () => {
    const stream = RandomStream.fromKey('length');
    expect(stream.serialize()).toHaveLength(64);
    stream.normal();
    expect(stream.split('a').serialize()).toHaveLength(64);
  });

  it('is read from a view that does not begin at the buffer’s start', () => {
    const stream = RandomStream.fromKey('view');
    const buffer = new Uint8Array(70);
    buffer.set(stream.serialize(), 3);
    expect(draws(RandomStream.deserialize(buffer.subarray(3, 67)))).toEqual(draws(stream));
  });

  it('is refused when bytes are missing or the state cannot be', () => {
    expect(() => RandomStream.deserialize(new Uint8Array(63))).toThrow(InvalidArgumentError);
    expect(() => RandomStream.deserialize(new Uint8Array(63))).toThrow('64 bytes, not 63');
    expect(() => RandomStream.deserialize(new Uint8Array(64))).toThrow('all zeros');
  });
});
