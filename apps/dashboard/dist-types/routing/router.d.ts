import { type Route } from './route.ts';
/** Keeps the address and the view together. Dispatches `change` when the view is another. */
export declare class Router extends EventTarget {
    #private;
    constructor();
    get route(): Route;
    /** Goes to another view; `replace` where going back should not stop at every step, as between tabs. */
    go(route: Route, { replace }?: {
        replace?: boolean | undefined;
    }): void;
    /** Follows a click on a link within the page, unless it asks for a new tab or a download. */
    follow(event: MouseEvent): void;
}
//# sourceMappingURL=router.d.ts.map