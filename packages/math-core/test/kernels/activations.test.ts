import { describe, expect, it } from 'vitest';
import { activationOf, RandomStream, type ActivationName } from '../../src/index.ts';
import { unitInLastPlace } from '../support/units-in-last-place.ts';
import { evaluatePairs, library, type Fill } from './library.ts';

/** In the order of their numbers in the kernel. */
const NAMES = ['erf', 'linear', 'quadratic', 'hermite2', 'relu', 'sign'] as const;
/** The error functions of the kernel and of TypeScript differ by rounding. */
const ERF_TOLERANCE = 2;

const activate =
  (code: number): Fill =>
  (from, to, count) =>
    library.activate(code, from, count, to);
const differentiate =
  (code: number): Fill =>
  (from, to, count) =>
    library.differentiate(code, from, count, to);

const stream = RandomStream.fromKey('activations of the kernel');
/** Small and large fields, and both lanes at 0. */
const fields = Float64Array.from({ length: 20_000 }, (_, index) =>
  index < 2 ? 0 : stream.normal() * (index % 7 === 0 ? 7 : 1.3),
);

describe.each(NAMES.map((name, code) => ({ name, code })))('the activation $name', ({ name, code }) => {
  it('has the values of TypeScript', () => {
    const activation = activationOf(name);
    evaluatePairs(activate(code), fields).forEach((y, index) => {
      const expected = activation.value(fields[index]);
      const tolerance = name === 'erf' ? ERF_TOLERANCE * unitInLastPlace(expected) : 0;
      if (!(Math.abs(y - expected) <= tolerance))
        expect.fail(`${name}(${fields[index]}) is ${y}, not ${expected}`);
    });
  });

  it('may be written over its fields', () => {
    const inPlace: Fill = (from, to, count) => {
      library.activate(code, from, count, from);
      const bytes = new Uint8Array(library.memory.buffer);
      bytes.copyWithin(to, from, from + 16 * count);
    };
    expect(evaluatePairs(inPlace, fields)).toEqual(evaluatePairs(activate(code), fields));
  });
});

const students: readonly ActivationName[] = ['erf', 'linear', 'quadratic', 'hermite2', 'relu'];
it.each(students)('the slopes of %s have the bits of TypeScript', (name) => {
  const activation = activationOf(name);
  expect(evaluatePairs(differentiate(NAMES.indexOf(name)), fields)).toEqual(
    fields.map((z) => activation.derivative(z)),
  );
});

it('the slope of erf is 0 where that of TypeScript is below 1e-307', () => {
  const large = Float64Array.of(37.7, -38.5, 1e9, -Infinity);
  expect(evaluatePairs(differentiate(NAMES.indexOf('erf')), large)).toEqual(new Float64Array(4));
  expect(activationOf('erf').derivative(37.7)).toBeLessThan(1e-307);
});
