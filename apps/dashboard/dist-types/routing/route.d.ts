import type { TimeAxis } from '@crossover/crossover-plots';
export declare const TABS: readonly ["runs", "data", "specification"];
export type Tab = (typeof TABS)[number];
/** A view and everything in its address that reproduces it. */
export type Route = {
    readonly view: 'experiments';
} | {
    readonly view: 'experiment';
    readonly id: string;
    readonly tab: Tab;
    readonly time: TimeAxis;
} | {
    readonly view: 'nodes';
} | {
    readonly view: 'unknown';
    readonly path: string;
};
/** The view that an address stands for. */
export declare function parseRoute(path: string, query: string): Route;
/** The address of a view. What is as usual is left out. */
export declare function formatRoute(route: Route): string;
/** The page of one experiment as it opens. */
export declare function experimentRoute(id: string): Route;
//# sourceMappingURL=route.d.ts.map