import { addPairs, reserveStrip } from './mean-field-forces';
import { loadParticles, reserveParticles } from './mean-field-particles';
import { reserveCorrelations, riskOfParticles } from './mean-field-risk';
import { addTeachers, writeVelocities } from './mean-field-velocity';

export {
  addressOfDerivative,
  addressOfState,
  addressOfTeacherDirections,
  addressOfTeacherWeights,
} from './mean-field-particles';

/** Whether the particles stand for a distribution rather than for the units of one network. */
let distributed: bool = false;

/** Reserves everything; the host then writes directions and weights of the teachers, once, and the state before each call. */
export function reserveMeanField(particles: i32, axes: i32, teachers: i32, standForDistribution: bool): void {
  reserveParticles(particles, axes, teachers);
  reserveStrip();
  reserveCorrelations();
  distributed = standForDistribution;
}

/** d(state)/dt for g = `gradient`. */
export function evaluate(gradient: f64): void {
  loadParticles();
  addPairs();
  addTeachers();
  writeVelocities(gradient, distributed);
}

/** R of the state; `constant` is Σ_rs (a*_r a*_s/k²) asin ρ_rs. */
export function risk(constant: f64): f64 {
  loadParticles();
  return riskOfParticles(constant, distributed);
}
