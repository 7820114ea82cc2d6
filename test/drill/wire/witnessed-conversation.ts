import { nodeEvents, nodeHandshakeSchema } from '@crossover/protocol';
import type { Ledger } from './ledger.ts';
import { contentOf, type Packet } from './packet.ts';

interface Asked {
  readonly event: string;
  readonly message: unknown;
}

/** Follows what one node and its coordinator say to each other, and writes down what is acknowledged. */
export class WitnessedConversation {
  readonly #ledger: () => Ledger;
  readonly #asked = new Map<number, Asked>();
  #node = 'unknown';

  constructor(ledger: () => Ledger) {
    this.#ledger = ledger;
  }

  fromNode(packet: Packet): void {
    if (packet.kind === 'connect') {
      this.#node = nodeHandshakeSchema.safeParse(contentOf(packet)).data?.name ?? this.#node;
    }
    if (packet.kind !== 'event' || packet.id === null) return;
    const [event, message] = contentOf(packet) as [string, unknown];
    this.#asked.set(packet.id, { event, message });
    if (event === 'report') this.#ledger().reportSent(nodeEvents.report.message.parse(message));
  }

  fromCoordinator(packet: Packet): void {
    if (packet.kind !== 'acknowledgement' || packet.id === null) return;
    const asked = this.#asked.get(packet.id);
    this.#asked.delete(packet.id);
    if (asked === undefined) return;
    const [answer] = contentOf(packet) as [unknown];
    this.#answered(asked, answer);
  }

  #answered({ event, message }: Asked, answer: unknown): void {
    const ledger = this.#ledger();
    switch (event) {
      case 'report': {
        const good = nodeEvents.report.answer.parse(answer);
        if (good.ok) ledger.reportAnswered(nodeEvents.report.message.parse(message), good.continue);
        return;
      }
      case 'complete': {
        const good = nodeEvents.complete.answer.parse(answer);
        if (good.ok) ledger.completeAnswered(nodeEvents.complete.message.parse(message), good.accepted);
        return;
      }
      case 'lease': {
        const good = nodeEvents.lease.answer.parse(answer);
        if (good.ok) for (const assignment of good.assignments) ledger.assigned(assignment, this.#node);
        return;
      }
      case 'hello':
      case 'heartbeat':
        ledger.heardOf.set(this.#node, performance.now());
        return;
    }
  }
}
