import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';

const project = join(import.meta.dirname, '..');
const folder = join(project, 'test-results', 'page');
const asset = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('the built page', () => {
  beforeAll(async () => {
    await build({
      root: project,
      configFile: join(project, 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true },
    });
  });

  it('has nothing inline that a strict content security policy would block', () => {
    const html = asset('index.html');
    expect(html).not.toMatch(/<style/);
    expect(html).not.toMatch(/\sstyle=/);
    expect(html).not.toMatch(/\son\w+=/);
    for (const [, attributes, content] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
      expect(attributes).toContain('src="/assets/');
      expect(content.trim()).toBe('');
    }
  });

  it('asks for nothing from elsewhere', () => {
    for (const [, address] of asset('index.html').matchAll(/(?:src|href)="([^"]*)"/g)) {
      expect(address).toMatch(/^\//);
    }
    const styles = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.css'));
    for (const name of styles) expect(asset(join('assets', name))).not.toMatch(/url\(|@import/);
  });

  it('loads Vega with the first plot and not before', () => {
    const [, entry] = /src="\/(assets\/[^"]+\.js)"/.exec(asset('index.html')) ?? [];
    const script = asset(entry ?? '');
    const compressed = gzipSync(script).byteLength;
    expect(compressed).toBeLessThan(110_000);
    expect(script).toMatch(/import\(/);
    const largest = Math.max(
      ...readdirSync(join(folder, 'assets'))
        .filter((name) => name.endsWith('.js'))
        .map((name) => statSync(join(folder, 'assets', name)).size),
    );
    expect(script.length).toBeLessThan(largest);
    expect(asset('index.html')).not.toContain('modulepreload');
  });
});
