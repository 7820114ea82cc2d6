import { axisNames, type ExperimentPart } from './experiment-specification.ts';

type Axes = ExperimentPart['axes'];

/** Values of the swept parameters at one point of a sweep. */
export type ParameterPoint = { readonly [Name in keyof Axes]?: NonNullable<Axes[Name]>[number] };

/**
 * The cartesian product of the axes. Axes are nested in the order of `axisNames`, not in that of the
 * object's keys, so that writing them in another order changes nothing; the last one runs fastest.
 */
export function parameterPoints(axes: Axes): ParameterPoint[] {
  return axisNames.reduce<ParameterPoint[]>(
    (points, name) => {
      const values = axes[name];
      if (values === undefined) return points;
      return points.flatMap((point) => values.map((value) => ({ ...point, [name]: value })));
    },
    [{}],
  );
}
