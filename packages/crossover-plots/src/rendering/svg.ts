import { parse, View, Warn } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';
import type { Figure } from '../figure.ts';

/**
 * A figure as the text of an SVG file, in Node as in browsers. Expressions are interpreted: nothing in a
 * specification is evaluated as code, so that this works under a content security policy that forbids it.
 */
export async function svgOf(figure: Pick<Figure, 'spec'>): Promise<string> {
  const { spec } = compile(figure.spec);
  const view = new View(parse(spec, undefined, { ast: true }), {
    renderer: 'none',
    expr: expressionInterpreter,
    logLevel: Warn,
  });
  try {
    return numbered(await view.toSVG());
  } finally {
    view.finalize();
  }
}

/** Vega numbers clip paths and gradients through all pictures of a process; here from 1 within each: equal figures give equal files. */
function numbered(svg: string): string {
  const names = new Map<string, string>();
  return svg.replace(
    /(id="|url\(#)(clip|gradient_)(\d+)/g,
    (_, before: string, kind: string, number: string) => {
      const name = kind + number;
      const known = names.get(name) ?? `${kind}${names.size + 1}`;
      names.set(name, known);
      return before + known;
    },
  );
}
