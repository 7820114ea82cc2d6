import { isIPv6 } from 'node:net';

/**
 * The network that is counted as one: an IPv4 address, or the 64 leading bits of an IPv6 address, of which a
 * single machine may use all that follow.
 */
export function networkOf(address: string): string {
  const [plain = ''] = address.split('%', 1);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::', 2);
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const written = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const zeros = Array<string>(Math.max(0, 8 - written.length - after.length)).fill('0');
  const leading = [...written, ...(tail === undefined ? [] : zeros), ...after].slice(0, 4);
  return `${leading.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/** Programs of this machine, a proxy in front of the coordinator among them. */
export function isLoopbackAddress(address: string): boolean {
  const network = networkOf(address);
  return network.startsWith('127.') || address === '::1';
}
