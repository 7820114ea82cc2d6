import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES, LIMITS, PROTOCOL_VERSION, TIMINGS } from '@crossover/protocol';
import { coordinatorChecks } from '../src/coordinator/checks/index.ts';
import { requirements } from '../src/index.ts';
import { nodeChecks } from '../src/node/checks/index.ts';

const document = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
const shown = new Set<string>([...coordinatorChecks, ...nodeChecks].flatMap(({ shows }) => shows));

describe('docs/protocol.md', () => {
  it('is about the version that the package speaks, and knows its history', () => {
    expect(/^# The protocol, version (\d+)$/m.exec(document)?.[1]).toBe(String(PROTOCOL_VERSION));
    const history = document.split('| version | what it brought |')[1];
    const versions = [...history.matchAll(/^\| (\d+) \|/gm)].map(([, version]) => Number(version));
    expect(versions).toEqual(Array.from({ length: PROTOCOL_VERSION }, (_, index) => index + 1));
  });

  it('numbers the obligations that the suite knows, in the same words', () => {
    const rows = [...document.matchAll(/^\| <a id="([cnv]-\d+)"><\/a>([CNV]-\d+) \| (\w+) \| (.*) \|$/gm)];
    const stated = new Map(rows.map(([, anchor, id, level, text]) => [id, { anchor, level, text }]));
    expect(stated.size).toBe(rows.length);
    expect(Object.fromEntries(stated)).toEqual(
      Object.fromEntries(
        requirements.map(({ id, level, text }) => [id, { anchor: id.toLowerCase(), level, text }]),
      ),
    );
  });

  it('names limits and rhythm as the package has them', () => {
    const mebibyte = 1024 * 1024;
    for (const row of [
      `| one packet | ${LIMITS.maxMessageBytes / mebibyte} MiB;`,
      `| one result, one checkpoint, the points of one report | ${LIMITS.maxResultBytes / mebibyte} MiB each |`,
      `| runs in one \`lease\` | ${LIMITS.maxLeaseBatch} |`,
      `| leases in \`hello\`, runs in \`heartbeat\` | ${LIMITS.maxLeasesPerNode} |`,
      `| \`heartbeat\` | every ${TIMINGS.heartbeatMilliseconds / 1000} s |`,
      `every ${TIMINGS.reportMilliseconds / 1000} s, with a checkpoint about every ${TIMINGS.checkpointMilliseconds / 1000} s |`,
      `| \`frame\` | at most every ${TIMINGS.frameMilliseconds / 1000} s |`,
      `| waiting for an acknowledgement | ${TIMINGS.acknowledgeMilliseconds / 1000} s |`,
      `| an attempt to connect is given up | after ${TIMINGS.connectMilliseconds / 1000} s |`,
      `has tried all its coordinators, as long as each accepts or refuses at once | within ${TIMINGS.reconnectMilliseconds / 1000} s |`,
    ]) {
      expect(document).toContain(row);
    }
  });

  it('speaks of error codes that there are', () => {
    const codes = requirements.flatMap(({ text }) => [...text.matchAll(/with `([a-z]+-[a-z-]+)`/g)]);
    expect(codes.length).toBeGreaterThan(5);
    for (const [, code] of codes) expect(ERROR_CODES).toContain(code);
  });
});

it('every obligation is shown by a check, or says why it cannot be', () => {
  const observable = requirements.filter(({ unobservable }) => unobservable === undefined);
  expect([...shown].sort()).toEqual(observable.map(({ id }) => id).sort());
});
