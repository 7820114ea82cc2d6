import { execFileSync } from 'node:child_process';

let next = 0;

/** A network namespace for one compute node, joined to this machine's by a virtual cable that can be pulled out. */
export class NetworkLink {
  readonly #name: string;
  readonly #cable: string;
  readonly hostAddress: string;

  private constructor(number: number) {
    this.#name = `crossover-${process.pid}-${number}`;
    this.#cable = `co${(process.pid % 10_000).toString(36)}${number.toString(36)}`;
    this.hostAddress = `10.213.${number}.1`;
  }

  /** Whether this process may make namespaces; undefined when it may, otherwise why not. */
  static obstacle(): string | undefined {
    try {
      NetworkLink.create().remove();
      return undefined;
    } catch (error) {
      return (error as Error).message.split('\n')[0];
    }
  }

  static create(): NetworkLink {
    const link = new NetworkLink(next++ % 250);
    try {
      link.#setUp();
    } catch (error) {
      link.remove();
      throw error;
    }
    return link;
  }

  /** What a command is preceded by to run at the other end of the cable. */
  get inside(): readonly string[] {
    return ['ip', 'netns', 'exec', this.#name];
  }

  cut(): void {
    ip('link', 'set', this.#cable, 'down');
  }

  heal(): void {
    ip('link', 'set', this.#cable, 'up');
  }

  /** The cable goes with the namespace that holds its other end. */
  remove(): void {
    try {
      ip('netns', 'delete', this.#name);
    } catch {
      // It was never made.
    }
  }

  #setUp(): void {
    const inner = `${this.#cable}i`;
    ip('netns', 'add', this.#name);
    ip('link', 'add', this.#cable, 'type', 'veth', 'peer', 'name', inner, 'netns', this.#name);
    ip('addr', 'add', `${this.hostAddress}/24`, 'dev', this.#cable);
    ip('link', 'set', this.#cable, 'up');
    const nodeAddress = this.hostAddress.replace(/\.1$/, '.2');
    ip('-n', this.#name, 'addr', 'add', `${nodeAddress}/24`, 'dev', inner);
    ip('-n', this.#name, 'link', 'set', inner, 'up');
    ip('-n', this.#name, 'link', 'set', 'lo', 'up');
  }
}

function ip(...words: string[]): void {
  execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] });
}
