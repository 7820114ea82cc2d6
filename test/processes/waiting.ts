import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until there is an answer. The bound only keeps a broken test from hanging for ever. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  bound = 120_000,
): Promise<T> {
  for (const started = Date.now(); ; await delay(50)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() - started > bound) throw new Error(`Waited ${bound / 1000} s in vain for ${what}.`);
  }
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
