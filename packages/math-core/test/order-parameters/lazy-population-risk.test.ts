import { describe, expect, it } from 'vitest';
import {
  activationOf,
  lazyPopulationRisk,
  populationRisk,
  RandomStream,
  type ActivationName,
  type TeacherActivationName,
} from '../../src/index.ts';
import { gaussianMatrix, gramMatrix } from '../linear-algebra/matrices.ts';

const cases: [ActivationName, TeacherActivationName][] = [
  ['erf', 'erf'],
  ['relu', 'relu'],
  ['linear', 'linear'],
  ['quadratic', 'quadratic'],
  ['hermite2', 'relu'],
  ['erf', 'sign'],
  ['relu', 'erf'],
];
const p = 3;
const k = 2;
const n = 2 * p + k;
const studentSecondLayer = Float64Array.of(1, -0.5, 2);
const teacherSecondLayer = Float64Array.of(0.7, 1.5);
const samples = 400_000;

describe.each(cases)(
  'a lazily trained student of %s with a teacher of %s',
  (activation, teacherActivation) => {
    const network = { activation, teacherActivation, studentSecondLayer, teacherSecondLayer };
    const stream = RandomStream.fromKey(`lazy risk/${activation}/${teacherActivation}`);
    const F = gaussianMatrix(stream, n, n).map((entry) => entry / Math.sqrt(n));

    it('has the population risk of the full one where it starts', () => {
      const start = F.slice();
      start.copyWithin(0, p * n, 2 * p * n);
      const C = gramMatrix(start, n, n);
      const block = (top: number, left: number, rows: number, columns: number) =>
        Float64Array.from(
          { length: rows * columns },
          (_, index) => C[(top + Math.floor(index / columns)) * n + left + (index % columns)],
        );
      const overlaps = {
        studentWidth: p,
        teacherWidth: k,
        Q: block(0, 0, p, p),
        M: block(0, 2 * p, p, k),
        P: block(2 * p, 2 * p, k, k),
      };
      const lazy = lazyPopulationRisk(C, { ...network, studentWidth: p, teacherWidth: k });
      expect(Math.abs(lazy - populationRisk(overlaps, network))).toBeLessThan(1e-14);
    });

    /** A deviation of five standard errors has probability 6e-7, for the seven cases together 4e-6. */
    it('has the risk that samples of its fields have, to five standard errors', () => {
      const student = activationOf(activation);
      const teacher = activationOf(teacherActivation);
      let sum = 0;
      let squares = 0;
      const fields = new Float64Array(n);
      for (let sample = 0; sample < samples; sample++) {
        const normals = Float64Array.from({ length: n }, () => stream.normal());
        for (let b = 0; b < n; b++) {
          fields[b] = 0;
          for (let c = 0; c < n; c++) fields[b] += F[b * n + c] * normals[c];
        }
        let error = 0;
        for (let r = 0; r < k; r++) error += (teacherSecondLayer[r] / k) * teacher.value(fields[2 * p + r]);
        for (let i = 0; i < p; i++) {
          const start = fields[p + i];
          error -=
            (studentSecondLayer[i] / p) *
            (student.value(start) + student.derivative(start) * (fields[i] - start));
        }
        sum += 0.5 * error * error;
        squares += 0.25 * error ** 4;
      }
      const mean = sum / samples;
      const standardError = Math.sqrt((squares / samples - mean * mean) / samples);
      const C = gramMatrix(F, n, n);
      const risk = lazyPopulationRisk(C, { ...network, studentWidth: p, teacherWidth: k });
      expect(Math.abs(risk - mean) / standardError).toBeLessThan(5);
    });
  },
);
