import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createCoordinator } from '../../src/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder as the first start of a coordinator leaves it. */
    template: string;
  }
}

/** Creates the embedded database once for all suites: that takes seconds, and a copy of it does not. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'crossover-template-'));
  const coordinator = await createCoordinator({ port: 0, dataFolder: folder, logger: false });
  await coordinator.close();
  rmSync(join(folder, 'tokens.json'));
  provide('template', folder);
  return () => rmSync(folder, { recursive: true });
}
