import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built dashboard, or undefined when it has not been built. */
export function dashboardFolder(): string | undefined {
  const manifest = fileURLToPath(import.meta.resolve('@crossover/dashboard/package.json'));
  const folder = join(dirname(manifest), 'dist');
  return existsSync(join(folder, 'index.html')) ? folder : undefined;
}
