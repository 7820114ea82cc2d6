import { activate, differentiate } from '../../../math-core/kernels/activations/activation';
import {
  lazy,
  noiseAmplitude,
  rate,
  retention,
  secondLayerRate,
  studentActivation,
  studentWidth,
  teacherActivation,
} from '../network';
import { countSample, drawBlock, openBlock, position, projectWorkspace, settle } from './block';
import {
  blockSamples,
  changes,
  gram,
  initialFields,
  labelNoise,
  outputsBefore,
  secondLayer,
  sequential,
  slopes,
  startFields,
  studentBytes,
  teacherBytes,
  teacherFields,
  teacherOutputs,
  teacherValues,
  values,
  workspaceFields,
  workspaceInitialFields,
  workspaceTeacherFields,
} from './state';

/** Takes `steps` steps of SGD on inputs that are drawn here. */
export function advanceDirect(steps: f64): void {
  for (let left = <u64>steps; left > 0; left--) {
    if (position == blockSamples) {
      drawBlock();
      openBlock();
    }
    trainOnStep();
  }
}

/** One step in an open block: on its next sample, or on the whole of it when it is a mini-batch. */
export function trainOnStep(): void {
  if (sequential) {
    trainOnSample(position, secondLayer);
    return;
  }
  // All samples of a mini-batch see the outputs from before the step.
  memory.copy(outputsBefore, secondLayer, studentBytes);
  for (let s = 0; s < blockSamples; s++) trainOnSample(s, outputsBefore);
}

/** Half the squared error without label noise of the input in the workspace, at the settled weights. */
export function halfSquaredError(): f64 {
  settle();
  projectWorkspace();
  const expansion = lazy ? workspaceInitialFields : workspaceFields;
  const error = outputError(workspaceFields, expansion, workspaceTeacherFields, 0, secondLayer);
  return 0.5 * error * error;
}

function trainOnSample(s: i32, outputs: usize): void {
  const fields = startFields + <usize>s * studentBytes;
  correctFields(s, fields);
  const expansion = lazy ? initialFields + <usize>s * studentBytes : fields;
  const noise = noiseAmplitude > 0 ? noiseAmplitude * load<f64>(labelNoise + (<usize>s << 4)) : 0;
  const error = outputError(fields, expansion, teacherFields + <usize>s * teacherBytes, noise, outputs);
  const change = changes + <usize>s * studentBytes;
  const scaled = f64x2.splat(rate * error);
  for (let offset: usize = 0; offset < studentBytes; offset += 16) {
    const slope = f64x2.mul(v128.load(outputs + offset), v128.load(slopes + offset));
    v128.store(change + offset, f64x2.mul(scaled, slope));
  }
  countSample();
  if (secondLayerRate != 0) trainSecondLayer(error);
}

/** λ of sample s, in the place of its fields at the block's start: λ ← κλ + c_m x_m·x_s for the steps m < s. */
function correctFields(s: i32, fields: usize): void {
  if (!sequential) return;
  const products = gram + ((<usize>s * <usize>blockSamples) << 3);
  const kept = f64x2.splat(retention);
  for (let m: usize = 0; m < <usize>s; m++) {
    const product = v128.load64_splat(products + (m << 3));
    const change = changes + m * studentBytes;
    for (let offset: usize = 0; offset < studentBytes; offset += 16) {
      const moved = f64x2.mul(v128.load(change + offset), product);
      v128.store(fields + offset, f64x2.add(f64x2.mul(kept, v128.load(fields + offset)), moved));
    }
  }
}

/**
 * E = y − f̂ from the fields; leaves the students' outputs in `values` and their slopes in `slopes`. Lazy training expands
 * around the fields of the initial weights.
 */
function outputError(
  fields: usize,
  expansion: usize,
  teacherFieldsOfSample: usize,
  noise: f64,
  outputs: usize,
): f64 {
  const pairs = <i32>(studentBytes >> 4);
  activate(teacherActivation, teacherFieldsOfSample, <i32>(teacherBytes >> 4), teacherValues);
  activate(studentActivation, expansion, pairs, values);
  differentiate(studentActivation, expansion, pairs, slopes);
  let teacher = f64x2.splat(0);
  for (let offset: usize = 0; offset < teacherBytes; offset += 16) {
    const output = f64x2.mul(v128.load(teacherOutputs + offset), v128.load(teacherValues + offset));
    teacher = f64x2.add(teacher, output);
  }
  let student = f64x2.splat(0);
  for (let offset: usize = 0; offset < studentBytes; offset += 16) {
    let value = v128.load(values + offset);
    if (lazy) {
      const beyond = f64x2.sub(v128.load(fields + offset), v128.load(expansion + offset));
      value = f64x2.add(value, f64x2.mul(v128.load(slopes + offset), beyond));
      v128.store(values + offset, value);
    }
    student = f64x2.add(student, f64x2.mul(v128.load(outputs + offset), value));
  }
  const taught = f64x2.extract_lane(teacher, 0) + f64x2.extract_lane(teacher, 1) + noise;
  return taught - (f64x2.extract_lane(student, 0) + f64x2.extract_lane(student, 1)) / <f64>studentWidth;
}

/** a_i ← a_i + (γ_a/(bp)) σ(λ_i) E. */
function trainSecondLayer(error: f64): void {
  const scaled = f64x2.splat(secondLayerRate * error);
  for (let offset: usize = 0; offset < studentBytes; offset += 16) {
    const moved = f64x2.mul(scaled, v128.load(values + offset));
    v128.store(secondLayer + offset, f64x2.add(v128.load(secondLayer + offset), moved));
  }
  // What pads an odd width stays no unit, whatever the activation makes of a field that is zero.
  if (studentWidth & 1) store<f64>(secondLayer + studentBytes - 8, 0);
}
