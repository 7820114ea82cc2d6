import type { TopLevelSpec } from 'vega-lite';

/** A table that says in words and numbers what a figure shows. */
export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** A number that a figure's title states, so that it can be taken away and traced. */
export interface Finding {
  /** What it is, such as "exponent of R in d". */
  readonly quantity: string;
  readonly value: number;
  readonly standardError?: number;
  /** 95 % interval. */
  readonly interval?: readonly [number, number];
  /** What it was computed from: the rows, the fit, the range. */
  readonly from: string;
}

/** A figure that updates in place. */
export interface Figure<Row extends object = object> {
  /** A complete Vega-Lite specification: data, parameters and all. */
  readonly spec: TopLevelSpec;
  /** The named data of `spec`. While points arrive only these change, and the values of `signals`. */
  readonly datasets: Readonly<Record<string, readonly Row[]>>;
  /** Values of the top-level parameters of `spec`, which Vega calls signals. */
  readonly signals: Readonly<Record<string, unknown>>;
  /** The result in one sentence. */
  readonly title: string;
  /** The parameters, and what the marks and lines are. */
  readonly caption: string;
  /** What is not drawn, and why. */
  readonly notes: readonly string[];
  /** Every number that the title states. */
  readonly findings: readonly Finding[];
  /** Every point in columns, made when it is asked for. */
  table(): FigureTable;
}

/** A specification without data and parameter values: what a view has to be built anew for. */
function structure(spec: TopLevelSpec): string {
  return JSON.stringify(spec, (key, value: unknown) =>
    key === 'datasets' || key === 'params' || key === 'description' ? undefined : value,
  );
}

/**
 * Whether a view of `before` can show `after` by replacing datasets and signals alone. When it cannot (other
 * panels, another theme or size), the view must be built anew.
 */
export function sameStructure(before: Figure, after: Figure): boolean {
  return before.spec === after.spec || structure(before.spec) === structure(after.spec);
}
