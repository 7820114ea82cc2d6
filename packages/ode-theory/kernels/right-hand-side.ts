import { ERF } from '../../math-core/kernels/activations/activation';
import {
  count,
  derivative,
  forces,
  forcesOf,
  isErf,
  loadState,
  outputOf,
  overlapOffset,
  reserveFields,
  secondLayerMoves,
  secondLayerOffset,
  selectStudent,
  setActivations,
  state,
  student,
  students,
  weighPairs,
} from './fields';
import { generalForce, generalVariance, reserveBlock } from './general-averages';
import { gradientForce } from './gradient-part';
import { meanForces } from './mean-forces';
import { scaleDerivative } from './scale-derivative';
import { secondLayerForce } from './second-layer-part';
import { tiltByOneField } from './tilt-by-one-field';
import { reserveTwiceTilted } from './tilt-by-two-fields';
import { setNoise, variancePart } from './variance-part';

export {
  addressOfCovariance,
  addressOfDerivative,
  addressOfOutputWeights,
  addressOfSecondLayer,
  addressOfState,
} from './fields';

/**
 * What multiplies the parts of the drift:
 *
 *     dM/dt = g a Ψ − η M
 *     dQ/dt = g' Φ_gf + g₂ Φ_noise + g₃ d/ds Φ_noise(sΩ) + g₄ w Ω⁻¹ wᵀ − η' Q
 *     da/dt = g_a Σ_b v_b I2(·, b)
 */
let gradientOfM: f64 = 0;
let gradientOfQ: f64 = 0;
let variance: f64 = 0;
let scaling: f64 = 0;
let betweenSamples: f64 = 0;
let decayOfM: f64 = 0;
let decayOfQ: f64 = 0;
let secondLayerRate: f64 = 0;

/**
 * Reserves the state; the host then writes a, the teachers' output weights and the teachers' block of C, and calls `prepare`.
 */
export function reserveRightHandSide(
  studentWidth: i32,
  teacherWidth: i32,
  labelNoise: f64,
  trainsSecondLayer: bool,
  studentActivation: i32,
  teacherActivation: i32,
): void {
  setActivations(studentActivation, teacherActivation);
  reserveFields(studentWidth, teacherWidth, trainsSecondLayer);
  reserveTwiceTilted();
  reserveBlock();
  setNoise(labelNoise);
}

export function prepare(): void {
  weighPairs();
}

export function setRates(
  gM: f64,
  gQ: f64,
  ofVariance: f64,
  ofScaling: f64,
  ofMeans: f64,
  etaM: f64,
  etaQ: f64,
  ofSecondLayer: f64,
): void {
  gradientOfM = gM;
  gradientOfQ = gQ;
  variance = ofVariance;
  scaling = ofScaling;
  betweenSamples = ofMeans;
  decayOfM = etaM;
  decayOfQ = etaQ;
  secondLayerRate = ofSecondLayer;
}

/** d(state)/dt from the state, both packed. A part whose rate is 0 is not computed. */
export function evaluate(): void {
  const p = <usize>students;
  const k = <usize>(count - students);
  loadState();
  decay();
  const needsForces = gradientOfQ != 0 || gradientOfM != 0 || betweenSamples != 0;
  for (let i: usize = 0; i < p; i++) {
    if (student == ERF) tiltByOneField(i);
    if (needsForces) {
      selectStudent(i);
      if (isErf) gradientForce(i);
      else generalForce(i);
      addForces(i);
      const rate = gradientOfM * outputOf(i);
      let to = derivative + overlapOffset + ((i * k) << 3);
      for (let r: usize = 0; r < k; r++, to += 8) add(to, rate * load<f64>(forces + ((p + r) << 3)));
    }
    if (variance != 0 || scaling != 0) addVariance(i);
  }
  if (betweenSamples != 0) addMeans();
  if (secondLayerMoves) {
    for (let i: usize = 0; i < p; i++) {
      store<f64>(derivative + secondLayerOffset + (i << 3), secondLayerRate * secondLayerForce(i));
    }
  }
}

/** −η' Q and −η M; starts the derivative. */
function decay(): void {
  for (let at: usize = 0; at < overlapOffset; at += 8) {
    store<f64>(derivative + at, decayOfQ == 0 ? 0 : -decayOfQ * load<f64>(state + at));
  }
  for (let at = overlapOffset; at < secondLayerOffset; at += 8) {
    store<f64>(derivative + at, decayOfM == 0 ? 0 : -decayOfM * load<f64>(state + at));
  }
}

/** Φ_gf,ij takes a_i G_j of unit i and a_j G_i of unit j; unit i's share goes to row and column i. */
function addForces(i: usize): void {
  const p = <usize>students;
  const rate = gradientOfQ * outputOf(i);
  for (let j: usize = 0; j < i; j++) add(placeOf(j, i), rate * load<f64>(forces + (j << 3)));
  add(placeOf(i, i), 2 * rate * load<f64>(forces + (i << 3)));
  for (let j = i + 1; j < p; j++) add(placeOf(i, j), rate * load<f64>(forces + (j << 3)));
}

function addVariance(i: usize): void {
  for (let j = i; j < <usize>students; j++) {
    let part: f64 = 0;
    if (variance != 0) part = variance * (isErf ? variancePart(i, j) : generalVariance(i, j));
    if (scaling != 0) part += scaling * scaleDerivative(i, j);
    add(placeOf(i, j), outputOf(i) * outputOf(j) * part);
  }
}

/** What two different samples of a step contribute: the product of their mean updates. */
function addMeans(): void {
  for (let i: usize = 0; i < <usize>students; i++) {
    for (let j = i; j < <usize>students; j++) {
      add(placeOf(i, j), betweenSamples * outputOf(i) * outputOf(j) * meanForces(i, forcesOf(j)));
    }
  }
}

/** Where the derivative of Q_ij stands, i ≤ j. */
function placeOf(i: usize, j: usize): usize {
  return derivative + ((i * <usize>students - ((i * (i - 1)) >> 1) + (j - i)) << 3);
}

function add(to: usize, value: f64): void {
  store<f64>(to, load<f64>(to) + value);
}
