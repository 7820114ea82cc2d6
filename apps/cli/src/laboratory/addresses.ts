import { hostname, networkInterfaces } from 'node:os';

/** The dashboard with the token it needs: behind the #, so that it is never sent to a server or written to a log. */
export function dashboardAddress(url: string, token: string): string {
  return `${url}/#token=${token}`;
}

/** What other machines call a coordinator that listens on `host`. */
export function reachableUrl(host: string, port: number, scheme: 'http' | 'https' = 'http'): string {
  const name = host === '0.0.0.0' || host === '::' ? (firstExternalAddress() ?? hostname()) : host;
  return `${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** Whether only programs of this machine reach what listens on `host`. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** The command that joins a compute node, ready to be copied. */
export function joinCommand(url: string, nodeToken: string): string {
  return `crossover node --coordinator ${url} --token ${nodeToken}`;
}

function firstExternalAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flat()
    .find((address) => address !== undefined && !address.internal && address.family === 'IPv4')?.address;
}
