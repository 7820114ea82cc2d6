import { canonicalJson } from '../../src/index.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('canonical JSON', () => {
  it('sorts keys by code unit, at every depth, and writes no white space', () => {
    expect(canonicalJson({ b: [1, { d: null, c: true }], a: 'x', B: 0 })).toBe(
      '{"B":0,"a":"x","b":[1,{"c":true,"d":null}]}',
    );
  });

  it('writes numbers as the examples of RFC 8785 (appendix B) do', () => {
    const examples: [number, string][] = [
      [0, '0'],
      [-0, '0'],
      [5e-324, '5e-324'],
      [1.7976931348623157e308, '1.7976931348623157e+308'],
      [9007199254740992, '9007199254740992'],
      [295147905179352830000, '295147905179352830000'],
      [1e21, '1e+21'],
      [0.000001, '0.000001'],
      [333333333.3333333, '333333333.3333333'],
      [-0.0000033333333333333333, '-0.0000033333333333333333'],
    ];
    for (const [number, written] of examples) expect(canonicalJson(number)).toBe(written);
  });

  it('reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not depend on the order in which fields were written', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true })),
        (record) => {
          const reversed = Object.fromEntries(Object.entries(record).reverse());
          expect(canonicalJson(reversed)).toBe(canonicalJson(record));
        },
      ),
    );
  });

  it('refuses what JSON cannot hold, and says what it found', () => {
    expect(() => canonicalJson({ a: NaN })).toThrow(/found NaN/);
    expect(() => canonicalJson([Infinity])).toThrow(/found Infinity/);
    expect(() => canonicalJson({ a: undefined })).toThrow(/found nothing/);
    expect(() => canonicalJson(new Map())).toThrow(TypeError);
    expect(() => canonicalJson(new Float64Array(1))).toThrow(TypeError);
  });
});
