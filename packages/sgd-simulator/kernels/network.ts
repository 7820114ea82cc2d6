/** What both engines know of the networks and of the learning rule; set once, before the first step. */

export let studentWidth: i32 = 0;
export let teacherWidth: i32 = 0;
export let studentActivation: i32 = 0;
export let teacherActivation: i32 = 0;
/** Whether the student is linearised around its initial weights. */
export let lazy: bool = false;
/** b, fresh samples a step. */
export let batchSize: i32 = 1;

/** γ/(b p d): what a sample's error, times a_i σ'(λ_i), moves the weights by, in units of √d x. */
export let rate: f64 = 0;
/** γ_a/(b p). */
export let secondLayerRate: f64 = 0;
/** 1 − η_w, what a step leaves of the weights. */
export let retention: f64 = 1;
/** √Δ */
export let noiseAmplitude: f64 = 0;

export function setNetwork(
  students: i32,
  teachers: i32,
  activationOfStudents: i32,
  activationOfTeachers: i32,
  linearised: i32,
  samples: i32,
): void {
  studentWidth = students;
  teacherWidth = teachers;
  studentActivation = activationOfStudents;
  teacherActivation = activationOfTeachers;
  lazy = linearised != 0;
  batchSize = samples;
}

export function setLearning(
  weightsRate: f64,
  outputsRate: f64,
  retained: f64,
  amplitude: f64,
): void {
  rate = weightsRate;
  secondLayerRate = outputsRate;
  retention = retained;
  noiseAmplitude = amplitude;
}
