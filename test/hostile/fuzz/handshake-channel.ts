import {
  NAMESPACES,
  nodeHandshakeSchema,
  PROTOCOL_VERSION,
  viewerHandshakeSchema,
} from '@crossover/protocol';
import { io } from 'socket.io-client';
import { mutate, nonsense } from './mutations.ts';
import type { Random } from './random.ts';
import { BrokenPromise, type Told } from './tally.ts';
import {
  claimOf,
  nodeHandshake,
  PATIENCE_MILLISECONDS,
  sourceAddress,
  type Channel,
  type Role,
  type Target,
} from './target.ts';

const OPENED_BY: Readonly<Record<string, readonly Role[]>> = {
  [NAMESPACES.nodes]: ['node'],
  [NAMESPACES.viewers]: ['viewer', 'operator'],
  '/': [],
  '/admin': [],
};

/** Handshakes with every token on every namespace: who may not come in never does. */
export class HandshakeChannel implements Channel {
  readonly name = 'handshakes';
  readonly weight = 6;
  readonly #target: Target;

  constructor(target: Target) {
    this.#target = target;
  }

  async send(random: Random): Promise<Told> {
    const { port, tokens } = this.#target;
    const namespace = random.pick(Object.keys(OPENED_BY));
    const invited = OPENED_BY[namespace] ?? [];
    const claim = claimOf(random, tokens, invited);
    const whole =
      namespace === NAMESPACES.nodes
        ? nodeHandshake(claim.token, `hostile-guest-${random.below(50)}`)
        : { token: claim.token, protocolVersion: PROTOCOL_VERSION };
    const changed = random.chance(0.3)
      ? whole
      : random.chance(0.1)
        ? nonsense(random)
        : mutate(whole, random);
    const auth = (typeof changed === 'object' && changed !== null ? changed : { token: changed }) as Record<
      string,
      unknown
    >;
    const from = { localAddress: sourceAddress(random) };
    const socket = io(`http://127.0.0.1:${port}${namespace}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth,
      ...from,
    });
    const outcome = await new Promise<string>((resolve) => {
      const timer = setTimeout(() => resolve('never answered'), PATIENCE_MILLISECONDS);
      const done = (word: string) => {
        clearTimeout(timer);
        resolve(word);
      };
      socket.once('connect', () => done('accepted'));
      socket.once('connect_error', (error) => {
        const { code } = (error as { data?: { code?: string } }).data ?? {};
        done(`refused: ${code ?? error.message.slice(0, 40)}`);
      });
      socket.once('disconnect', () => done('closed'));
    });
    socket.disconnect();
    if (outcome === 'never answered')
      throw new BrokenPromise(`${namespace}: the handshake was never answered`);
    if (outcome === 'refused: internal')
      throw new BrokenPromise(`${namespace}: ${outcome} ${JSON.stringify(auth)}`);
    if (outcome === 'accepted' && !mayEnter(namespace, auth, tokens)) {
      throw new BrokenPromise(`${namespace} was opened to ${JSON.stringify(auth).slice(0, 500)}`);
    }
    return { surface: `handshake ${namespace}`, outcome };
  }

  close(): void {
    // Every case closes its own socket.
  }
}

function mayEnter(namespace: string, auth: Record<string, unknown>, tokens: Target['tokens']): boolean {
  const roles = OPENED_BY[namespace] ?? [];
  const schema = namespace === NAMESPACES.nodes ? nodeHandshakeSchema : viewerHandshakeSchema;
  return roles.some((role) => auth['token'] === tokens[role]) && schema.safeParse(auth).success;
}
