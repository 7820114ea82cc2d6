/** How a run starts (model.md §6); all matrices are overlaps, Q⁰ (p × p), M⁰ (p × k), P (k × k). */
export type InitialCondition =
  | TeacherSpanInitialCondition
  | SphereInitialCondition
  | GaussianInitialCondition
  | SymmetricInitialCondition
  | ExplicitInitialCondition;

/** Students W⁰ = A W* inside the teacher's span, rows of A uniform on the unit sphere: M⁰ = A P, Q⁰ = A P Aᵀ; P = I by default (arXiv:2202.00293). */
export interface TeacherSpanInitialCondition {
  readonly kind: 'teacher-span';
  readonly teacher?: GivenTeacher | undefined;
}

/** Every row of W⁰, and of W* unless the teacher is given, uniform on the sphere of radius √d. */
export interface SphereInitialCondition {
  readonly kind: 'sphere';
  readonly teacher?: GivenTeacher | undefined;
}

/** Every row of W⁰, and of W* unless the teacher is given, drawn from N(0, s² I_d). */
export interface GaussianInitialCondition {
  readonly kind: 'gaussian';
  /** s > 0. */
  readonly standardDeviation: number;
  readonly teacher?: GivenTeacher | undefined;
}

/** Next to the symmetric plateau (Saad & Solla 1995): Q⁰ = q I, M⁰_ir = m + ε ξ_ir with ξ uniform in [−1, 1); P = I by default. */
export interface SymmetricInitialCondition {
  readonly kind: 'symmetric';
  readonly teacher?: GivenTeacher | undefined;
  /** q > 0. */
  readonly selfOverlap: number;
  /** m; Ω⁰ is a covariance only when about p k m² ≤ q. */
  readonly alignment: number;
  /** ε. */
  readonly perturbation: number;
}

/** A teacher by its overlaps P (k × k), or by its weights W* (k × d), of which P = W* W*ᵀ/d; by rows. */
export type GivenTeacher =
  { readonly P: readonly (readonly number[])[] } | { readonly weights: readonly (readonly number[])[] };

/** Q⁰, M⁰ and P written out, by rows. */
export interface ExplicitInitialCondition {
  readonly kind: 'explicit';
  readonly Q: readonly (readonly number[])[];
  readonly M: readonly (readonly number[])[];
  readonly P: readonly (readonly number[])[];
}

export interface InitialConditionSizes {
  /** p */
  readonly studentWidth: number;
  /** k */
  readonly teacherWidth: number;
  /** d; 'sphere', 'gaussian' and a teacher given by weights depend on it. */
  readonly inputDimension?: number;
}
