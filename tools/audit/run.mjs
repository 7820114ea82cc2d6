#!/usr/bin/env node
/**
 * Known vulnerabilities of what is installed for use. Fails on high and critical ones; says so and fails nothing
 * when the registry cannot be asked, so that no build depends on the network.
 */
import { spawnSync } from 'node:child_process';

const FAILING = ['high', 'critical'];

const { stdout, error } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  timeout: 120_000,
  shell: process.platform === 'win32',
});

const report = parsed(stdout);
const counts = report?.metadata?.vulnerabilities;
if (counts === undefined) {
  const reason = error?.message || report?.error?.summary || report?.message || 'no answer';
  process.stdout.write(`SKIPPED: the registry could not be asked about vulnerabilities (${reason}).\n`);
} else {
  const found = Object.values(report.vulnerabilities ?? {});
  for (const { name, severity, range } of found) process.stdout.write(`${severity}: ${name} ${range}\n`);
  const failing = FAILING.reduce((sum, severity) => sum + (counts[severity] ?? 0), 0);
  process.stdout.write(`${counts.total} known vulnerabilities, ${failing} of them high or critical.\n`);
  process.exitCode = failing > 0 ? 1 : 0;
}

/** Undefined when it is no JSON: npm prints prose when it fails early. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
