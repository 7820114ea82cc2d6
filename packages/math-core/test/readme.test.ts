import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const packageFolder = new URL('../', import.meta.url);

/** The contents of the first fenced block of a language. */
function block(text: string, language: string): string {
  const found = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(text);
  if (!found) throw new Error(`README.md has no \`\`\`${language} block.`);
  return found[1];
}

it('the example of the README runs, and prints what the README says', () => {
  const readme = readFileSync(new URL('README.md', packageFolder), 'utf8');
  const example = new URL('test-results/readme-example.ts', packageFolder);
  mkdirSync(new URL('.', example), { recursive: true });
  writeFileSync(example, block(readme, 'ts'));
  const printed = execFileSync(process.execPath, ['--conditions=@crossover/source', fileURLToPath(example)], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  expect(printed).toBe(block(readme, 'text'));
});

it('the README names every public function and class', async () => {
  const readme = readFileSync(new URL('README.md', packageFolder), 'utf8');
  for (const name of Object.keys(await import('../src/index.ts'))) expect(readme).toContain(`\`${name}`);
});
