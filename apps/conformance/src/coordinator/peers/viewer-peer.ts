import {
  coordinatorToViewerEvents,
  NAMESPACES,
  PROTOCOL_VERSION,
  viewerEvents,
  type Frame,
} from '@crossover/protocol';
import type { Socket } from 'socket.io-client';
import { RuleBrokenError } from '../../errors.ts';
import { describeValue } from '../../report/describe-value.ts';
import { until } from '../../until.ts';
import type { CoordinatorUnderTest } from '../options.ts';
import { ask, good } from './ask.ts';
import { connectRaw, type ConnectionEnd } from './raw-connection.ts';

/** A frame, and when it came, in milliseconds. */
export interface SeenFrame {
  readonly at: number;
  readonly frame: Frame;
}

/** A viewer that keeps every frame; it acknowledges each at once, unless a check wants it otherwise. */
export class ViewerPeer {
  readonly socket: Socket;
  readonly seen: SeenFrame[] = [];
  readonly #end: () => ConnectionEnd | undefined;
  readonly #milliseconds: number;
  #holdsBack = false;
  #waiting: (() => void)[] = [];
  /** The first frame that was not what the schema says. */
  #fault: string | undefined;

  private constructor(socket: Socket, end: () => ConnectionEnd | undefined, milliseconds: number) {
    this.socket = socket;
    this.#end = end;
    this.#milliseconds = milliseconds;
    socket.on('frame', (message: unknown, acknowledge: (answer: object) => void) => {
      const { data, error } = coordinatorToViewerEvents.frame.message.safeParse(message);
      if (data === undefined) this.#fault ??= `${error.message} in ${describeValue(message)}`;
      else this.seen.push({ at: performance.now(), frame: data });
      const reply = () => acknowledge({ ok: true });
      if (this.#holdsBack) this.#waiting.push(reply);
      else reply();
    });
  }

  /** @throws {RuleBrokenError} C-4, when it is not admitted */
  static async connect(
    { url, viewerToken, operatorToken, patienceMilliseconds }: CoordinatorUnderTest,
    role: 'viewer' | 'operator' = 'viewer',
  ): Promise<ViewerPeer> {
    const auth = {
      token: role === 'viewer' ? viewerToken : operatorToken,
      protocolVersion: PROTOCOL_VERSION,
    };
    const attempted = await connectRaw(url, NAMESPACES.viewers, auth, { milliseconds: patienceMilliseconds });
    if (attempted.socket === undefined) {
      const found = describeValue(attempted.refusal ?? attempted.reason);
      throw new RuleBrokenError('C-4', `a viewer with the ${role} token is admitted`, found);
    }
    return new ViewerPeer(attempted.socket, attempted.end, patienceMilliseconds);
  }

  get frames(): Frame[] {
    return this.seen.map(({ frame }) => frame);
  }

  /** From now on no frame is acknowledged. */
  holdBack(): void {
    this.#holdsBack = true;
  }

  /** Acknowledges what has waited, and what comes. */
  goOn(): void {
    this.#holdsBack = false;
    for (const reply of this.#waiting.splice(0)) reply();
  }

  askToWatch(experimentId: string | null) {
    return ask(this.socket, viewerEvents, 'watch', { experimentId }, this.#milliseconds);
  }

  async watch(experimentId: string | null) {
    const answer = await this.askToWatch(experimentId);
    return good(answer, 'C-44', '"watch" is answered with the state');
  }

  control(order: object) {
    return ask(this.socket, viewerEvents, 'control', order, this.#milliseconds);
  }

  /**
   * Waits until the frames show something.
   * @throws {RuleBrokenError} C-10, when a frame had not the form that the protocol says
   */
  async sees(look: (frames: Frame[]) => boolean, milliseconds = this.#milliseconds): Promise<boolean> {
    const seen = await until(() => this.#fault !== undefined || look(this.frames), milliseconds);
    if (this.#fault !== undefined)
      throw new RuleBrokenError('C-10', 'frames as their schema says', this.#fault);
    return seen === true;
  }

  /** How the connection ended, once it has. */
  async ended(milliseconds: number): Promise<ConnectionEnd | undefined> {
    return until(this.#end, milliseconds);
  }

  close(): void {
    this.socket.close();
  }
}
