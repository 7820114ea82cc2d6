#!/usr/bin/env node
/**
 * Known vulnerabilities of what is installed for use. Fails on high and critical ones; says so and fails nothing
 * when the registry cannot be asked, so that no build depends on the network.
 *
 *     node tools/audit/run.mjs [FOLDER]      the repository by default
 */
import { root } from '../setup/root.mjs';
import { knownVulnerabilities } from './known-vulnerabilities.mjs';

const { lines, failing } = await knownVulnerabilities(process.argv[2] ?? root);
for (const line of lines) process.stdout.write(`${line}\n`);
process.exitCode = failing > 0 ? 1 : 0;
