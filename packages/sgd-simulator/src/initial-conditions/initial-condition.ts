/** How a run starts (model.md §6); all matrices are overlaps, Q⁰ (p × p), M⁰ (p × k), P (k × k). */
export type InitialCondition =
  | TeacherSpanInitialCondition
  | SphereInitialCondition
  | GaussianInitialCondition
  | SymmetricInitialCondition
  | ExplicitInitialCondition;

/** Orthonormal teacher, students inside its span (arXiv:2202.00293): P = I, M⁰ = A, Q⁰ = A Aᵀ, rows of A uniform on the unit sphere. */
export interface TeacherSpanInitialCondition {
  readonly kind: 'teacher-span';
}

/** Every row of W⁰ and W* uniform on the sphere of radius √d. */
export interface SphereInitialCondition {
  readonly kind: 'sphere';
}

/** Every row of W⁰ and W* drawn from N(0, s² I_d). */
export interface GaussianInitialCondition {
  readonly kind: 'gaussian';
  /** s > 0. */
  readonly standardDeviation: number;
}

/** Next to the symmetric plateau (Saad & Solla 1995): P = I, Q⁰ = q I, M⁰_ir = m + ε ξ_ir with ξ uniform in [−1, 1). */
export interface SymmetricInitialCondition {
  readonly kind: 'symmetric';
  /** q > 0. */
  readonly selfOverlap: number;
  /** m; Ω⁰ is a covariance only when about p k m² ≤ q. */
  readonly alignment: number;
  /** ε. */
  readonly perturbation: number;
}

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
  /** d; only 'sphere' and 'gaussian' depend on it. */
  readonly inputDimension?: number;
}
