import { differenceOfProducts } from '../compensated-arithmetic/difference-of-products.ts';
import { arctangent2 } from '../special-functions/arctangent.ts';
import { determinantOf } from './half-plane.ts';

const TWO_PI = 6.283185307179586;
const FOUR_PI = 12.566370614359172;

/** Below it, relative to C_xx C_yy, a determinant of two rounded overlaps says nothing but that the fields are one. */
const COLLINEAR = 4.5e-16;
/** What `determinantOf` forgives, for three fields. */
const ROUND_OFF = 1e-10;

/**
 * The covariance of four fields with what Gaussian averages over half planes need of it. Determinants and minors are
 * compensated, so that nearly dependent fields keep their angles; what only rounding makes negative is 0, and what is no
 * covariance gives NaN.
 */
export class FieldCovariance {
  /** 4 × 4, row-major, symmetric. */
  readonly entries: ArrayLike<number>;

  constructor(entries: ArrayLike<number>) {
    this.entries = entries;
  }

  at(x: number, y: number): number {
    return this.entries[4 * x + y];
  }

  variance(x: number): number {
    return this.entries[5 * x];
  }

  /** C_xx C_yy − C_xy² */
  determinant(x: number, y: number): number {
    return determinantOf(this.variance(x), this.at(x, y), this.variance(y));
  }

  /** C_xy C_qq − C_xq C_yq: C_qq times the covariance of x and y given λ_q. */
  minor(x: number, y: number, q: number): number {
    return differenceOfProducts(this.at(x, y), this.variance(q), this.at(x, q), this.at(y, q));
  }

  /** The minor of rows x, q, r and columns y, q, r: D_qr times the covariance of x and y given λ_q and λ_r. */
  minorGivenTwo(x: number, y: number, q: number, r: number): number {
    const pairs = differenceOfProducts(
      this.determinant(q, r),
      this.minor(x, y, q),
      this.minor(x, r, q),
      this.minor(y, r, q),
    );
    return pairs / this.variance(q);
  }

  /** The determinant of three fields, from the two pairs that are closest to being one field each. */
  determinantOfThree(x: number, y: number, z: number): number {
    const xy = this.determinant(x, y) * this.variance(z);
    const yz = this.determinant(y, z) * this.variance(x);
    const zx = this.determinant(z, x) * this.variance(y);
    if (xy > yz && xy > zx) return this.#determinantAbout(z, x, y);
    return zx > yz ? this.#determinantAbout(y, z, x) : this.#determinantAbout(x, y, z);
  }

  #determinantAbout(q: number, x: number, y: number): number {
    const minor = this.minor(x, y, q);
    const [qx, qy] = [this.determinant(q, x), this.determinant(q, y)];
    const determinant = differenceOfProducts(qx, qy, minor, minor) / this.variance(q);
    if (determinant >= 0) return determinant;
    return determinant >= -ROUND_OFF * this.variance(q) * this.variance(x) * this.variance(y) ? 0 : NaN;
  }

  /** 1 or −1 where λ_x is a positive or a negative multiple of λ_y, else 0. */
  relation(x: number, y: number): number {
    const determinant = this.determinant(x, y);
    if (determinant > COLLINEAR * this.variance(x) * this.variance(y)) return 0;
    if (Number.isNaN(determinant)) return NaN;
    return this.at(x, y) > 0 ? 1 : -1;
  }

  /** asin of the correlation, which is π/2 times E[sign λ_x sign λ_y]. */
  angle(x: number, y: number): number {
    return arctangent2(this.at(x, y), Math.sqrt(this.determinant(x, y)));
  }

  /** The same given λ_q. */
  angleGiven(x: number, y: number, q: number): number {
    const root = Math.sqrt(this.variance(q) * this.determinantOfThree(x, y, q));
    return arctangent2(this.minor(x, y, q), root);
  }

  /** P(λ_x, λ_y > 0) */
  orthantOfTwo(x: number, y: number): number {
    return 0.25 + this.angle(x, y) / TWO_PI;
  }

  /** P(λ_x, λ_y > 0 | λ_q = 0) */
  orthantOfTwoGiven(x: number, y: number, q: number): number {
    return 0.25 + this.angleGiven(x, y, q) / TWO_PI;
  }

  /** P(λ_x, λ_y, λ_z > 0) */
  orthantOfThree(x: number, y: number, z: number): number {
    return 0.125 + (this.angle(x, y) + this.angle(y, z) + this.angle(z, x)) / FOUR_PI;
  }

  /** P(λ_x, λ_y, λ_z > 0 | λ_q = 0) */
  orthantOfThreeGiven(x: number, y: number, z: number, q: number): number {
    const angles = this.angleGiven(x, y, q) + this.angleGiven(y, z, q) + this.angleGiven(z, x, q);
    return 0.125 + angles / FOUR_PI;
  }

  /**
   * [C_xq m_yr,q/C_qq + C_xr m_yq,r/C_rr]/√D_qr with the minors m_yr,q of `minor`: what the corner λ_q = λ_r = 0 contributes
   * to an average in which x and y stand as fields. It vanishes as q and r become one field.
   */
  corner(q: number, r: number, x: number, y: number): number {
    if (this.relation(q, r) !== 0) return 0;
    const fromQ = (this.at(x, q) * this.minor(y, r, q)) / this.variance(q);
    const fromR = (this.at(x, r) * this.minor(y, q, r)) / this.variance(r);
    return (fromQ + fromR) / Math.sqrt(this.determinant(q, r));
  }
}
