/** A message of socket.io as it goes over a WebSocket: one text frame, and a binary frame for each attachment. */
export interface Packet {
  readonly kind: 'connect' | 'event' | 'acknowledgement' | 'other';
  readonly namespace: string;
  /** Ties an acknowledgement to its event; null where none is asked for. */
  readonly id: number | null;
  readonly body: string;
  readonly attachments: readonly Buffer[];
}

// Engine.io's "message" (4), socket.io's type, number of attachments, namespace, id, JSON.
const FORM = /^4([0-6])(?:(\d+)-)?(?:(\/[^,]*),)?(\d+)?(.*)$/s;
const KINDS: Readonly<Record<string, Packet['kind']>> = {
  0: 'connect',
  2: 'event',
  3: 'acknowledgement',
  5: 'event',
  6: 'acknowledgement',
};

/** Puts the frames of one direction of a connection together to packets. */
export class PacketReader {
  #begun: { packet: Packet; missing: number; attachments: Buffer[] } | undefined;

  /** The packet that this frame completes, if it does. */
  read(data: Buffer, isBinary: boolean): Packet | undefined {
    if (!isBinary) return this.#text(data.toString('utf8'));
    if (this.#begun === undefined) throw new Error('A binary frame came that no packet had announced.');
    this.#begun.attachments.push(Buffer.from(data));
    if (this.#begun.attachments.length < this.#begun.missing) return undefined;
    const { packet, attachments } = this.#begun;
    this.#begun = undefined;
    return { ...packet, attachments };
  }

  #text(text: string): Packet | undefined {
    const [, type = '', count = '0', namespace = '/', id, body = ''] = FORM.exec(text) ?? [];
    const kind = KINDS[type];
    if (kind === undefined) {
      return { kind: 'other', namespace: '', id: null, body: text, attachments: [] };
    }
    const packet = { kind, namespace, id: id === undefined ? null : Number(id), body, attachments: [] };
    if (count === '0') return packet;
    this.#begun = { packet, missing: Number(count), attachments: [] };
    return undefined;
  }
}

/** The frames of a packet, the text first. */
export function framesOf(packet: Packet): (string | Buffer)[] {
  const { kind, namespace, id, body, attachments } = packet;
  if (kind === 'other') return [body];
  const binary = attachments.length > 0;
  const type = { connect: 0, event: binary ? 5 : 2, acknowledgement: binary ? 6 : 3 }[kind];
  const count = binary ? `${attachments.length}-` : '';
  const place = namespace === '/' ? '' : `${namespace},`;
  return [`4${type}${count}${place}${id ?? ''}${body}`, ...attachments];
}

/** What a packet carries: JSON with its attachments in their places. */
export function contentOf({ body, attachments }: Packet): unknown {
  return JSON.parse(body, (_key, value: unknown) => {
    const place = value as { _placeholder?: unknown; num?: unknown } | null;
    return place !== null && typeof place === 'object' && place._placeholder === true
      ? attachments[Number(place.num)]
      : value;
  });
}
