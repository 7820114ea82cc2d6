import type { FastifyBaseLogger } from 'fastify';
import { readFileSync, statSync } from 'node:fs';
import type { Server } from 'node:http';
import { Server as TlsServer } from 'node:https';
import { createSecureContext } from 'node:tls';
import { messages } from '../messages.ts';

/** Files in PEM: the certificate with those between it and its authority, and its private key. */
export interface TlsFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

export interface TlsMaterial {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** How soon a renewed certificate is taken up. */
const LOOK_MILLISECONDS = 5_000;

/** They cannot be used as they are; the message says what to do. */
export class TlsFilesError extends Error {
  override readonly name = 'TlsFilesError';
}

/** @throws {TlsFilesError} when they cannot be read or do not belong together */
export function readTlsFiles({ certificateFile, keyFile }: TlsFiles): TlsMaterial {
  try {
    const material = { cert: readFileSync(certificateFile), key: readFileSync(keyFile) };
    createSecureContext(material);
    return material;
  } catch (error) {
    throw new TlsFilesError(messages.tlsUnusable(certificateFile, keyFile, (error as Error).message), {
      cause: error,
    });
  }
}

/**
 * Takes up renewed files, until the returned function is called: connections that are open go on, new ones
 * see the new certificate. Files that do not fit, as between the writing of one and the other, change nothing.
 */
export function renewCertificate(
  server: Server,
  files: TlsFiles,
  log: Pick<FastifyBaseLogger, 'info' | 'error'>,
  lookMilliseconds = LOOK_MILLISECONDS,
): () => void {
  let known = stampOf(files);
  let fault = '';
  const look = () => {
    const found = stampOf(files);
    if (found === known) return;
    try {
      const material = readTlsFiles(files);
      if (server instanceof TlsServer) server.setSecureContext(material);
      known = found;
      fault = '';
      log.info('the certificate was renewed');
    } catch (error) {
      const { message } = error as Error;
      if (message !== fault)
        log.error({ err: error }, 'the renewed certificate cannot be used: the former one stays');
      fault = message;
    }
  };
  const timer = setInterval(look, lookMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}

/** Differs after every change of one of the files, links that are pointed elsewhere included. */
function stampOf({ certificateFile, keyFile }: TlsFiles): string {
  return [certificateFile, keyFile]
    .map((file) => {
      const stat = statSync(file, { throwIfNoEntry: false });
      return stat === undefined ? 'none' : `${stat.ino}:${stat.size}:${stat.mtimeMs}`;
    })
    .join(' ');
}
