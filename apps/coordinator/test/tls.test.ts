import { get } from 'node:https';
import { connect } from 'node:tls';
import type { IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { io } from 'socket.io-client';
import { NAMESPACES, PROTOCOL_VERSION } from '@crossover/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCoordinator, type Coordinator } from '../src/index.ts';
import { CertificateAuthority } from './support/certificates.ts';
import { embeddedPlace, type Place } from './support/stores.ts';

describe('a coordinator with a certificate', () => {
  const authority = new CertificateAuthority();
  let place: Place;
  let coordinator: Coordinator;

  beforeAll(async () => {
    place = await embeddedPlace();
    coordinator = await createCoordinator({
      ...place.options,
      port: 0,
      logger: false,
      tls: authority.issue(),
    });
  });

  afterAll(async () => {
    await coordinator.close();
    await place.remove();
    authority.remove();
  });

  const open = async (path: string, ca?: string) => {
    const request = get(coordinator.url + path, { ca, agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    return response;
  };
  const serialNumber = async () => {
    const socket = connect({ host: '127.0.0.1', port: coordinator.port, ca: authority.certificate });
    await once(socket, 'secureConnect');
    const { serialNumber: found } = socket.getPeerCertificate();
    socket.destroy();
    return found;
  };

  it('speaks HTTPS with those who trust its authority, and tells browsers to come by nothing else', async () => {
    expect(coordinator.url).toMatch(/^https:/);
    const { statusCode, headers } = await open('/health', authority.certificate);
    expect(statusCode).toBe(200);
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d{7,}$/);
    await expect(open('/health')).rejects.toThrow(/certificate/);
    await expect(fetch(coordinator.url.replace('https', 'http') + '/health')).rejects.toThrow();
  });

  it('opens sockets to those who trust its authority', async () => {
    const auth = { token: coordinator.tokens.viewer, protocolVersion: PROTOCOL_VERSION };
    const options = { auth, transports: ['websocket'], reconnection: false, forceNew: true };
    const trusting = io(coordinator.url + NAMESPACES.viewers, { ...options, ca: authority.certificate });
    await new Promise((resolve, reject) =>
      trusting.once('connect', () => resolve(null)).once('connect_error', reject),
    );
    trusting.close();
    const wary = io(coordinator.url + NAMESPACES.viewers, options);
    await new Promise((resolve) => wary.once('connect_error', resolve));
    expect(wary.connected).toBe(false);
    wary.close();
  });

  it('shows a renewed certificate without a restart', async () => {
    const former = await serialNumber();
    authority.issue();
    await expect.poll(serialNumber, { timeout: 20_000, interval: 200 }).not.toBe(former);
  });

  it('is not started with files that do not belong together', async () => {
    const other = new CertificateAuthority();
    const { keyFile } = other.issue();
    const tls = { certificateFile: authority.issue().certificateFile, keyFile };
    await expect(createCoordinator({ ...place.options, port: 0, logger: false, tls })).rejects.toThrow(
      'belong together',
    );
    other.remove();
  });
});
