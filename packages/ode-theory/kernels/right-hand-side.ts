import { count, derivative, forces, loadState, reserveFields, students, weighPairs } from './fields';
import { gradientForce } from './gradient-part';
import { tiltByOneField } from './tilt-by-one-field';
import { setNoise, variancePart } from './variance-part';

export { addressOfCovariance, addressOfDerivative, addressOfOutputWeights, addressOfState } from './fields';

/** Reserves the state; the host then writes output weights and the teachers' block of C, and calls `prepare`. */
export function reserveRightHandSide(studentWidth: i32, teacherWidth: i32, labelNoise: f64): void {
  reserveFields(studentWidth, teacherWidth);
  setNoise(labelNoise);
}

export function prepare(): void {
  weighPairs();
}

/**
 * d(state)/dt from the state, both packed: dM/dt = g Ψ, dQ/dt = g Φ_gf + g₂ Φ_noise. A part whose weight is 0 is not
 * computed.
 */
export function evaluate(gradient: f64, variance: f64): void {
  const p = <usize>students;
  const k = <usize>(count - students);
  const overlaps = derivative + 4 * p * (p + 1);
  loadState();
  for (let to = derivative; to < overlaps; to += 8) store<f64>(to, 0);
  for (let i: usize = 0; i < p; i++) {
    tiltByOneField(i);
    if (gradient != 0) {
      gradientForce(i);
      addForces(i, gradient);
      for (let r: usize = 0; r < k; r++) {
        store<f64>(overlaps + ((i * k + r) << 3), gradient * load<f64>(forces + ((p + r) << 3)));
      }
    }
    if (variance != 0) addVariance(i, variance);
  }
}

/** Φ_gf,ij takes G_j of unit i and G_i of unit j; unit i's share goes to row and column i. */
function addForces(i: usize, gradient: f64): void {
  const p = <usize>students;
  for (let j: usize = 0; j < i; j++) add(placeOf(j, i), gradient * load<f64>(forces + (j << 3)));
  add(placeOf(i, i), 2 * gradient * load<f64>(forces + (i << 3)));
  for (let j = i + 1; j < p; j++) add(placeOf(i, j), gradient * load<f64>(forces + (j << 3)));
}

function addVariance(i: usize, variance: f64): void {
  for (let j = i; j < <usize>students; j++) add(placeOf(i, j), variance * variancePart(i, j));
}

/** Where the derivative of Q_ij stands, i ≤ j. */
function placeOf(i: usize, j: usize): usize {
  return derivative + ((i * <usize>students - ((i * (i - 1)) >> 1) + (j - i)) << 3);
}

function add(to: usize, value: f64): void {
  store<f64>(to, load<f64>(to) + value);
}
