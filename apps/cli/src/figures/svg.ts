import type { Figure } from '@crossover/crossover-plots';
import { parse, View, Warn } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';

/** The figure as SVG. Expressions are interpreted: nothing in a specification is ever evaluated as code. */
export async function svgOf(figure: Pick<Figure, 'spec'>): Promise<string> {
  const { spec } = compile(figure.spec);
  const view = new View(parse(spec, undefined, { ast: true }), {
    renderer: 'none',
    expr: expressionInterpreter,
    logLevel: Warn,
  });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
