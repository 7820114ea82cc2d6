import { arctangent2 } from '../special-functions/arctangent.ts';
import type { FieldCovariance } from './field-covariance.ts';
import { inverseOfFour, type InverseOfFour } from './inverse-of-four.ts';
import { pathRule } from './plackett-path.ts';

const TWO_OVER_PI = 0.6366197723675814;
const FOUR_OVER_PI_SQUARED = 0.4052847345693511;

/** The pairs of four fields, each with the other two. */
const PAIRS = [
  [0, 1, 2, 3],
  [0, 2, 1, 3],
  [0, 3, 1, 2],
  [1, 2, 0, 3],
  [1, 3, 0, 2],
  [2, 3, 0, 1],
] as const;

/** What a variance relative to its field's own counts as 0: rounded overlaps of dependent fields leave as much, and it is the
 * error of the integral. */
const NEGLIGIBLE = 1e-13;

/**
 * The solid angle of four half spaces: E[sign λ_0 sign λ_1 sign λ_2 sign λ_3], and the angles between pairs that are left when
 * two of the fields are zero.
 */
export class FourSigns {
  readonly #C: FieldCovariance;
  readonly #inverse: InverseOfFour;

  /** @param C no two of its fields multiples of each other */
  constructor(C: FieldCovariance) {
    this.#C = C;
    this.#inverse = inverseOfFour(C.entries);
  }

  /** asin of the correlation of λ_s and λ_t given λ_q = λ_r = 0, whose inverse covariance is the block of C⁻¹. */
  angleGiven(s: number, t: number, q: number, r: number): number {
    const { inverse, determinant } = this.#inverse;
    return arctangent2(-inverse[4 * s + t], Math.sqrt(this.#C.determinant(q, r) / determinant));
  }

  /**
   * E[s_0 s_1 s_2 s_3] by Plackett's identity (Biometrika 41, 351 (1954)), ∂/∂C_qr = (4/π²) asin(ρ_st given q, r)/√D_qr: the
   * covariances of one field with the others are scaled by t from 0, where the average vanishes, to 1; per unit variances
   *
   *     (4/π²) Σ_q C_eq ∫₀¹ atan( m_q(t)/√(D_eq(t) D(t)) ) dt/√D_eq(t),
   *
   * m_q(t) the minor of the two others given q and e, D(t) the determinant. All of them are linear in t²; the scaled field is
   * the one with the largest variance v given the others, which keeps their zeros away. Where v is 0, D(t) is a square and no
   * zero of it matters; those of the triples and pairs do. Error < 2e-12.
   */
  average(): number {
    const { inverse, determinant } = this.#inverse;
    const C = this.#C;
    let e = 0;
    for (let x = 1; x < 4; x++) {
      if (inverse[5 * x] * C.variance(x) < inverse[5 * e] * C.variance(e)) e = x;
    }
    const v = Math.min(1, 1 / (inverse[5 * e] * C.variance(e)));
    const scale = C.variance(0) * C.variance(1) * C.variance(2) * C.variance(3);
    const ofOthers = determinant / (v * scale);
    const { squares, weights } = pathRule(v > NEGLIGIBLE ? v : this.#leastVarianceOf(e));
    let sum = 0;
    for (let q = 0; q < 4; q++) {
      if (q === e) continue;
      const [s, t] = [0, 1, 2, 3].filter((x) => x !== e && x !== q);
      const root = Math.sqrt(C.variance(s) * C.variance(t));
      const square = (C.at(e, q) / C.variance(e)) * (C.at(e, q) / C.variance(q));
      const pair = C.determinant(e, q) / (C.variance(e) * C.variance(q));
      const atStart = C.minor(s, t, q) / (C.variance(q) * root);
      const atEnd = (-inverse[4 * s + t] * determinant) / (C.variance(e) * C.variance(q) * root);
      let integral = 0;
      for (let node = 0; node < squares.length; node++) {
        const left = squares[node];
        const pairThere = pair + left * square;
        const all = ofOthers * (v + left * (1 - v));
        const minor = atEnd + left * (atStart - atEnd);
        integral += (weights[node] * arctangent2(minor, Math.sqrt(pairThere * all))) / Math.sqrt(pairThere);
      }
      sum += (C.at(e, q) / Math.sqrt(C.variance(e) * C.variance(q))) * integral;
    }
    return FOUR_OVER_PI_SQUARED * sum;
  }

  /** The least variance of a field given one or two of the others that is not negligible, relative to its own. */
  #leastVarianceOf(e: number): number {
    let least = 1;
    for (let q = 0; q < 4; q++) {
      if (q === e) continue;
      const ofE = this.#C.variance(e);
      const givenQ = this.#C.determinant(e, q) / (ofE * this.#C.variance(q));
      if (givenQ > NEGLIGIBLE && givenQ < least) least = givenQ;
      for (let s = 0; s < q; s++) {
        if (s === e) continue;
        const givenBoth = this.#C.determinantOfThree(e, q, s) / (this.#C.determinant(q, s) * ofE);
        if (givenBoth > NEGLIGIBLE && givenBoth < least) least = givenBoth;
      }
    }
    return least;
  }

  /** Σ_x C_yx ∂/∂C_yx of the average for one of its fields: −2 C_yy ∂/∂C_yy, as its length does not matter. */
  radialSlope(y: number): number {
    let sum = 0;
    for (const [q, r, s, t] of PAIRS) {
      if (q !== y && r !== y) continue;
      sum += (this.#C.at(q, r) * this.angleGiven(s, t, q, r)) / Math.sqrt(this.#C.determinant(q, r));
    }
    return FOUR_OVER_PI_SQUARED * sum;
  }
}

/** E[s_0 s_1 s_2 s_3] where two of the fields may be one: their signs then cancel. */
export function averageOfFourSigns(C: FieldCovariance): number {
  for (const [q, r, s, t] of PAIRS) {
    const relation = C.relation(q, r);
    if (relation !== 0) return relation * TWO_OVER_PI * C.angle(s, t);
  }
  return new FourSigns(C).average();
}
