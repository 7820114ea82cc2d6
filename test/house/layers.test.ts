import { ESLint } from 'eslint';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Lints a source text as if it stood in the given file, with the repository's own rules for that folder. */
async function boundaryErrors(project: string, source: string): Promise<string[]> {
  const eslint = new ESLint({
    cwd: join(root, project),
    // The text is of no TypeScript program: the rules that need types are left out, the boundaries are not.
    overrideConfig: tseslint.configs.disableTypeChecked,
  });
  const [result] = await eslint.lintText(source, { filePath: join(root, project, 'src', 'forbidden.ts') });
  return (result?.messages ?? []).map((message) => `${message.ruleId}: ${message.message}`);
}

const forbidden: [project: string, imported: string][] = [
  ['packages/math-core', '@crossover/sgd-simulator'],
  ['packages/sgd-simulator', '@crossover/ode-theory'],
  ['packages/ode-theory', '@crossover/sgd-simulator'],
  ['packages/ode-theory', '@crossover/experiments'],
  ['packages/protocol', '@crossover/experiments'],
  ['packages/crossover-plots', '@crossover/experiments'],
  ['packages/experiments', '@crossover/coordinator'],
  ['apps/coordinator', '@crossover/compute-node'],
  ['apps/coordinator', '@crossover/math-core'],
  ['apps/conformance', '@crossover/coordinator'],
  ['apps/conformance', '@crossover/compute-node'],
];

const allowed: [project: string, imported: string][] = [
  ['packages/sgd-simulator', '@crossover/math-core'],
  ['packages/experiments', '@crossover/ode-theory'],
  ['apps/coordinator', '@crossover/protocol'],
  ['apps/cli', '@crossover/coordinator'],
  ['apps/conformance', '@crossover/protocol'],
];

describe('the arrows of the house', () => {
  it.each(forbidden)('%s may not import %s', async (project, imported) => {
    const errors = await boundaryErrors(project, `export * from '${imported}';\n`);
    expect(errors.join('\n')).toContain('@nx/enforce-module-boundaries');
  });

  it.each(allowed)('%s may import %s', async (project, imported) => {
    expect(await boundaryErrors(project, `export * from '${imported}';\n`)).toEqual([]);
  });

  it.each(['node:fs', 'node:crypto'])('a pure package may not import %s', async (imported) => {
    const errors = await boundaryErrors('packages/ode-theory', `export * from '${imported}';\n`);
    expect(errors.join('\n')).toContain('no-restricted-imports');
  });

  it.each(['Math.exp(1)', 'Math.random()', 'Date.now()'])('a pure package may not call %s', async (call) => {
    const errors = await boundaryErrors('packages/sgd-simulator', `export const value = ${call};\n`);
    expect(errors.join('\n')).toMatch(/no-restricted-(properties|globals)/);
  });
});
