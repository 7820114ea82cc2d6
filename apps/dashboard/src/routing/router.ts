import { formatRoute, parseRoute, type Route } from './route.ts';

/** Keeps the address and the view together. Dispatches `change` when the view is another. */
export class Router extends EventTarget {
  #route: Route;

  constructor() {
    super();
    this.#route = parseRoute(location.pathname, location.search);
    addEventListener('popstate', () => this.#read());
  }

  get route(): Route {
    return this.#route;
  }

  /** Goes to another view; `replace` where going back should not stop at every step, as between tabs. */
  go(route: Route, { replace = false } = {}): void {
    const address = formatRoute(route);
    if (replace) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    const anotherView = route.view !== this.#route.view;
    this.#read();
    if (anotherView) scrollTo(0, 0);
  }

  /** Follows a click on a link within the page, unless it asks for a new tab or a download. */
  follow(event: MouseEvent): void {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (link === undefined || link.origin !== location.origin || link.target !== '') return;
    if (link.hasAttribute('download')) return;
    event.preventDefault();
    this.go(parseRoute(link.pathname, link.search));
  }

  #read(): void {
    this.#route = parseRoute(location.pathname, location.search);
    this.dispatchEvent(new Event('change'));
  }
}
