import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { experimentRoute, formatRoute, parseRoute, TABS, type Route } from '../src/routing/route.ts';

function parse(address: string): Route {
  const { pathname, search } = new URL(address, 'http://lab');
  return parseRoute(pathname, search);
}

describe('addresses', () => {
  it.each([
    ['/', { view: 'experiments' }],
    ['/experiments', { view: 'experiments' }],
    ['/experiments/', { view: 'experiments' }],
    ['/nodes', { view: 'nodes' }],
    ['/experiments/crossover-1', experimentRoute('crossover-1')],
    ['/experiments/a?tab=data&time=steps', { view: 'experiment', id: 'a', tab: 'data', time: 'steps' }],
    ['/experiments/a?tab=nonsense&time=never', experimentRoute('a')],
    ['/experiments/a/b', { view: 'unknown', path: '/experiments/a/b' }],
    ['/nodes/x', { view: 'unknown', path: '/nodes/x' }],
    ['/experiments/%E0%A4%A', experimentRoute('%E0%A4%A')],
  ] as const)('%s', (address, route) => {
    expect(parse(address)).toEqual(route);
  });

  it('reproduce every view of an experiment', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((id) => !/^\.{1,2}$/.test(id)),
        fc.constantFrom(...TABS),
        fc.constantFrom('regime', 'sweeps', 'steps'),
        (id, tab, time) => {
          const route = { view: 'experiment', id, tab, time } as const;
          expect(parse(formatRoute(route))).toEqual(route);
        },
      ),
    );
  });

  it('leave out what is as usual', () => {
    expect(formatRoute(experimentRoute('a'))).toBe('/experiments/a');
    expect(formatRoute({ view: 'experiments' })).toBe('/experiments');
  });
});
