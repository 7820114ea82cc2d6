#!/usr/bin/env node
// Plain JavaScript that any Node since version 14 can read: it has to tell the older ones what to do.
import { existsSync } from 'node:fs';

const needed = [22, 18];
const found = process.versions.node.split('.').map(Number);
const supported = found[0] > needed[0] || (found[0] === needed[0] && found[1] >= needed[1]);
const built = new URL('../dist/main.js', import.meta.url);

if (!supported) {
  process.stderr.write(
    `crossover: this is Node ${process.versions.node}, but at least ${needed.join('.')} is needed.\n` +
      'In the repository, "npm run setup" fetches a Node that fits; then "npx crossover ..." uses it.\n',
  );
  process.exitCode = 1;
} else if (!existsSync(built)) {
  process.stderr.write('crossover: it is not built yet. Run "npm run setup" in the repository first.\n');
  process.exitCode = 1;
} else {
  await import(built.href);
}
