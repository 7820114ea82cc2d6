/** One fault of a specification: where it is and what to do about it. */
export interface SpecificationIssue {
  /** Path inside the input, such as `initial.Q` or `parts.0.axes.delta`; empty for the whole. */
  readonly path: string;
  readonly message: string;
  /** The field of the object at `path` that is not known there, where that is the fault. */
  readonly unknownField?: string;
}

/** A run or an experiment that cannot be carried out as written; `issues` says what to change. */
export class InvalidSpecificationError extends Error {
  override readonly name = 'InvalidSpecificationError';
  readonly issues: readonly SpecificationIssue[];

  constructor(issues: readonly SpecificationIssue[]) {
    super(issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('\n'));
    this.issues = issues;
  }
}

/** One fault of an experiment's file. */
export interface ExperimentFileIssue {
  /** From 1 on. */
  readonly line: number;
  /** From 1 on, in UTF-16 units. */
  readonly column: number;
  /** Path inside the file, such as `base.delta`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/**
 * A file that describes no experiment that can be carried out. The message has, for each fault, the name of the file with line and
 * column, what to change, and the line with a caret under the place.
 */
export class ExperimentFileError extends Error {
  override readonly name = 'ExperimentFileError';
  readonly issues: readonly ExperimentFileIssue[];

  constructor(message: string, issues: readonly ExperimentFileIssue[]) {
    super(message);
    this.issues = issues;
  }
}

/** The execution was stopped through its signal; `reason` is the signal's own. Nothing is lost but the work since the last checkpoint. */
export class ExecutionAbortedError extends Error {
  override readonly name = 'ExecutionAbortedError';
  readonly reason: unknown;

  constructor(message: string, reason: unknown) {
    super(message);
    this.reason = reason;
  }
}

/** Bytes that are not a checkpoint of this run: damaged, of another run or of another version. */
export class CheckpointRefusedError extends Error {
  override readonly name = 'CheckpointRefusedError';
}

/** Bytes that are not an encoded result of the given run. */
export class MalformedResultError extends Error {
  override readonly name = 'MalformedResultError';
}

/** A risk or an overlap left the floating-point numbers: the run diverged. */
export class NonFiniteResultError extends Error {
  override readonly name = 'NonFiniteResultError';
}

/** Results that a NumPy archive cannot hold. */
export class ArchiveTooLargeError extends Error {
  override readonly name = 'ArchiveTooLargeError';

  constructor(groups: number, bytes: number) {
    super(
      `The results are ${groups} groups of arrays with ${(bytes / 1e9).toPrecision(3)} GB of numbers; a NumPy archive holds about 9000 groups and 4 GB: take them as Parquet or CSV, or export parts of the experiment.`,
    );
  }
}

/** Runs were removed, or are computed again, while a file of them was written. */
export class RunsGoneError extends Error {
  override readonly name = 'RunsGoneError';

  constructor() {
    super('Runs that were listed are not there any more: they were removed, or are computed again.');
  }
}
