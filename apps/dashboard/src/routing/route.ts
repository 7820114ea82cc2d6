import type { TimeAxis } from '@crossover/crossover-plots';

export const TABS = ['runs', 'data', 'specification'] as const;
export type Tab = (typeof TABS)[number];

const TIME_AXES = ['regime', 'sweeps', 'steps'] as const satisfies readonly TimeAxis[];

/** A view and everything in its address that reproduces it. */
export type Route =
  | { readonly view: 'experiments' }
  | { readonly view: 'experiment'; readonly id: string; readonly tab: Tab; readonly time: TimeAxis }
  | { readonly view: 'nodes' }
  | { readonly view: 'unknown'; readonly path: string };

const oneOf = <T extends string>(values: readonly T[], value: string | null, fallback: T): T =>
  values.find((candidate) => candidate === value) ?? fallback;

/** The view that an address stands for. */
export function parseRoute(path: string, query: string): Route {
  const parts = path.split('/').filter((part) => part !== '');
  const [view, id, ...rest] = parts;
  if (view === undefined || (view === 'experiments' && id === undefined)) return { view: 'experiments' };
  if (view === 'nodes' && id === undefined) return { view: 'nodes' };
  if (view === 'experiments' && id !== undefined && rest.length === 0) {
    const search = new URLSearchParams(query);
    return {
      view: 'experiment',
      id: decode(id),
      tab: oneOf(TABS, search.get('tab'), 'runs'),
      time: oneOf(TIME_AXES, search.get('time'), 'regime'),
    };
  }
  return { view: 'unknown', path };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of a view. What is as usual is left out. */
export function formatRoute(route: Route): string {
  switch (route.view) {
    case 'experiments':
      return '/experiments';
    case 'nodes':
      return '/nodes';
    case 'unknown':
      return route.path;
    case 'experiment': {
      const search = new URLSearchParams();
      if (route.tab !== 'runs') search.set('tab', route.tab);
      if (route.time !== 'regime') search.set('time', route.time);
      const query = search.size > 0 ? `?${search.toString()}` : '';
      return `/experiments/${encodeURIComponent(route.id)}${query}`;
    }
  }
}

/** The page of one experiment as it opens. */
export function experimentRoute(id: string): Route {
  return { view: 'experiment', id, tab: 'runs', time: 'regime' };
}
