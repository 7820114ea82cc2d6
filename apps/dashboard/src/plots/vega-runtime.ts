import type { Figure } from '@crossover/crossover-plots';
import type { View } from 'vega';

/**
 * Vega and Vega-Lite, loaded when the first plot is: they are larger than the rest of the page. Expressions
 * are interpreted and never compiled to code, which the content security policy would forbid.
 */
const load = () => Promise.all([import('vega'), import('vega-lite'), import('vega-interpreter')]);

let loading: ReturnType<typeof load> | null = null;

async function vegaRuntime() {
  loading ??= load();
  try {
    return await loading;
  } catch (error) {
    // The next plot tries again: the coordinator may have been away for a moment.
    loading = null;
    throw error;
  }
}

/** A view of a figure, drawn once; into a container, or nowhere for an export. */
export async function createView(figure: Figure, container: HTMLElement | null): Promise<View> {
  const [vega, vegaLite, { expressionInterpreter }] = await vegaRuntime();
  const { spec } = vegaLite.compile(figure.spec);
  const view = new vega.View(vega.parse(spec, undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: container === null ? 'none' : 'svg',
    logLevel: vega.Warn,
    hover: false,
  });
  if (container !== null) view.initialize(container);
  await view.runAsync();
  return view;
}

/** Shows another figure of the same structure in a view, by its data and signals that have changed. */
export async function updateView(view: View, before: Figure, after: Figure): Promise<void> {
  const [vega] = await vegaRuntime();
  for (const [name, rows] of Object.entries(after.datasets)) {
    if (rows === before.datasets[name]) continue;
    // Vega marks the rows it is given, and ours belong to the figure.
    const copies = rows.map((row) => ({ ...row }));
    view.change(
      name,
      vega
        .changeset()
        .remove(() => true)
        .insert(copies),
    );
  }
  for (const [name, value] of Object.entries(after.signals)) {
    if (value !== before.signals[name]) view.signal(name, value);
  }
  await view.runAsync();
}
