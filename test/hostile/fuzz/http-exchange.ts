import { request, type IncomingHttpHeaders } from 'node:http';
import { PATIENCE_MILLISECONDS } from './target.ts';

export interface HttpQuestion {
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array | undefined;
  readonly localAddress: string | undefined;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Of an endless answer so much is read. */
const MAXIMUM_READ = 200_000;
/** An event stream says what it has to say at once, or never ends. */
const STREAM_MILLISECONDS = 300;

/** One request on a connection of its own. Undefined when the connection ends without an answer. */
export function exchange(question: HttpQuestion): Promise<HttpReply | undefined> {
  const { body, ...options } = question;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      sent.destroy();
      reject(new Error('never answered'));
    }, PATIENCE_MILLISECONDS);
    const done = (reply: HttpReply | undefined) => {
      clearTimeout(timer);
      resolve(reply);
      sent.destroy();
    };
    const sent = request({ host: '127.0.0.1', agent: false, ...options }, (response) => {
      const { statusCode: status = 0, headers } = response;
      let text = '';
      const answer = () => done({ status, headers, text });
      if (String(headers['content-type']).startsWith('text/event-stream'))
        setTimeout(answer, STREAM_MILLISECONDS);
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
        if (text.length > MAXIMUM_READ) answer();
      });
      response.on('end', answer);
      response.on('error', answer);
    });
    sent.on('upgrade', (_response, socket) => {
      socket.destroy();
      done(undefined);
    });
    sent.on('error', () => done(undefined));
    sent.end(body);
  });
}
