import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { PATIENCE_MILLISECONDS } from './target.ts';

/** How the answer is read: to its end, not beyond its first bytes, or not at all, on a connection that stays open. */
export type Reading = 'whole' | 'broken off' | 'left unread';

export interface HttpQuestion {
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array | undefined;
  readonly localAddress: string | undefined;
  readonly reading: Reading;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Whether `text` is all there was. */
  readonly complete: boolean;
}

/** Of an endless answer so much is read. */
const MAXIMUM_READ = 200_000;
/** An event stream says what it has to say at once, or never ends. */
const STREAM_MILLISECONDS = 300;
const MOST_UNREAD = 48;

/** Requests, each on a connection of its own. */
export class HttpExchange {
  readonly #unread: IncomingMessage[] = [];

  /** Undefined when the connection ends without an answer. */
  ask({ body, reading, ...options }: HttpQuestion): Promise<HttpReply | undefined> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        sent.destroy();
        reject(new Error('never answered'));
      }, PATIENCE_MILLISECONDS);
      const done = (reply: HttpReply | undefined) => {
        clearTimeout(timer);
        resolve(reply);
        if (reading !== 'left unread') sent.destroy();
      };
      const sent = request({ host: '127.0.0.1', agent: false, ...options }, (response) => {
        const { statusCode: status = 0, headers } = response;
        let text = '';
        const answer = (complete: boolean) => done({ status, headers, text, complete });
        response.on('error', () => answer(false));
        if (reading === 'left unread') {
          this.#leave(response);
          return answer(false);
        }
        if (String(headers['content-type']).startsWith('text/event-stream'))
          setTimeout(() => answer(false), STREAM_MILLISECONDS);
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          text += piece;
          if (reading === 'broken off' || text.length > MAXIMUM_READ) answer(false);
        });
        response.on('end', () => answer(true));
      });
      sent.on('upgrade', (_response, socket) => {
        socket.destroy();
        done(undefined);
      });
      sent.on('error', () => done(undefined));
      sent.end(body);
    });
  }

  close(): void {
    for (const response of this.#unread) response.destroy();
  }

  #leave(response: IncomingMessage): void {
    this.#unread.push(response);
    if (this.#unread.length > MOST_UNREAD) this.#unread.shift()?.destroy();
  }
}
