import { allDigests } from './fixed-runs.ts';

process.stdout.write(`${JSON.stringify(allDigests(), null, 2)}\n`);
