import { readFileSync } from 'node:fs';
import { z } from 'zod';

const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** What `crossover --version` prints. */
export const packageVersion = z.object({ version: z.string() }).parse(manifest).version;
