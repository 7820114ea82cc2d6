import { activate, differentiate } from '../../../math-core/kernels/activations/activation';
import {
  lazy,
  noiseAmplitude,
  rate,
  secondLayerRate,
  studentActivation,
  studentWidth,
  teacherActivation,
  teacherWidth,
} from '../network';
import {
  referenceFactor,
  referenceFields,
  referenceRows,
  studentFields,
  studentSlopes,
  studentValues,
  teacherOutputs,
  teacherValues,
} from './state';

/** The fields of the reference rows, T u. */
export function referenceForward(u: usize): void {
  let entry = referenceFactor;
  for (let row = 0; row < referenceRows; row++) {
    let field = f64x2.splat(0);
    for (let b = 0; b <= row; b++, entry += 8) {
      field = f64x2.add(field, f64x2.mul(v128.load64_splat(entry), v128.load(u + (<usize>b << 4))));
    }
    v128.store(referenceFields + (<usize>row << 4), field);
  }
}

/** The students' fields, A u + B z. */
export function studentForward(inSpan: usize, u: usize, outOfSpan: usize): void {
  const uEnd = u + (<usize>referenceRows << 4);
  const bytes = <usize>studentWidth << 4;
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    let field = v128.load(outOfSpan + offset);
    for (let component = u; component < uEnd; component += 16, inSpan += 16) {
      field = f64x2.add(field, f64x2.mul(v128.load(inSpan), v128.load(component)));
    }
    v128.store(studentFields + offset, field);
  }
}

/**
 * E = y − f̂ of both replicas, from the fields; leaves the students' outputs and slopes in their places. Lazy training has
 * the linearised output σ(λ⁰) + σ'(λ⁰)(λ − λ⁰), and the slopes at λ⁰.
 *
 * @param outputs a, p v128
 */
export function outputError(outputs: usize, labelNoise: v128): v128 {
  const p = studentWidth;
  const bytes = <usize>p << 4;
  activate(teacherActivation, referenceFields, teacherWidth, teacherValues);
  const expansion = lazy ? referenceFields + (<usize>teacherWidth << 4) : studentFields;
  activate(studentActivation, expansion, p, studentValues);
  differentiate(studentActivation, expansion, p, studentSlopes);
  if (lazy) {
    for (let offset: usize = 0; offset < bytes; offset += 16) {
      const beyond = f64x2.sub(v128.load(studentFields + offset), v128.load(expansion + offset));
      const linear = f64x2.mul(v128.load(studentSlopes + offset), beyond);
      v128.store(studentValues + offset, f64x2.add(v128.load(studentValues + offset), linear));
    }
  }
  let teacher = f64x2.mul(f64x2.splat(noiseAmplitude), labelNoise);
  for (let r: usize = 0; r < <usize>teacherWidth; r++) {
    const output = v128.load64_splat(teacherOutputs + (r << 3));
    teacher = f64x2.add(teacher, f64x2.mul(output, v128.load(teacherValues + (r << 4))));
  }
  let student = f64x2.splat(0);
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    student = f64x2.add(student, f64x2.mul(v128.load(outputs + offset), v128.load(studentValues + offset)));
  }
  return f64x2.sub(teacher, f64x2.mul(student, f64x2.splat(1 / <f64>p)));
}

/** c_i = (γ/(bpd)) a_i σ'(λ_i) E. */
export function changesOf(outputs: usize, error: v128, changes: usize): void {
  const scaled = f64x2.mul(f64x2.splat(rate), error);
  const bytes = <usize>studentWidth << 4;
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    const slope = f64x2.mul(v128.load(outputs + offset), v128.load(studentSlopes + offset));
    v128.store(changes + offset, f64x2.mul(scaled, slope));
  }
}

/** a_i ← a_i + (γ_a/(bp)) σ(λ_i) E. */
export function trainSecondLayer(outputs: usize, error: v128): void {
  const scaled = f64x2.mul(f64x2.splat(secondLayerRate), error);
  const bytes = <usize>studentWidth << 4;
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    const moved = f64x2.mul(scaled, v128.load(studentValues + offset));
    v128.store(outputs + offset, f64x2.add(v128.load(outputs + offset), moved));
  }
}

/** A ← κA + c uᵀ. */
export function updateInSpan(inSpan: usize, changes: usize, u: usize, retained: f64): void {
  const uEnd = u + (<usize>referenceRows << 4);
  const changesEnd = changes + (<usize>studentWidth << 4);
  const kept = f64x2.splat(retained);
  for (; changes < changesEnd; changes += 16) {
    const c = v128.load(changes);
    for (let component = u; component < uEnd; component += 16, inSpan += 16) {
      const moved = f64x2.mul(c, v128.load(component));
      v128.store(inSpan, f64x2.add(f64x2.mul(kept, v128.load(inSpan)), moved));
    }
  }
}
