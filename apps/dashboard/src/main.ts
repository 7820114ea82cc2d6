import { takeToken } from './access/token.ts';
import { CrossoverApp } from './app/crossover-app.ts';
import { AppearanceChoice } from './appearance/appearance.ts';
import { Session } from './model/session.ts';
import { formatRoute } from './routing/route.ts';
import { Router } from './routing/router.ts';

const { token, inAddress } = takeToken(location.hash, sessionStorage);
const router = new Router();
// Neither the history nor a copied address keeps the token; `/` becomes the address of the view it shows.
if (inAddress || location.pathname === '/') history.replaceState(null, '', formatRoute(router.route));

const session = new Session(token);
addEventListener('hashchange', () => {
  const given = takeToken(location.hash, sessionStorage);
  if (!given.inAddress || given.token === null) return;
  history.replaceState(null, '', formatRoute(router.route));
  session.enter(given.token);
});

document.body.append(new CrossoverApp(session, router, new AppearanceChoice()));
