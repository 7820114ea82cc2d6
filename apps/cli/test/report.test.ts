import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from './crossover.ts';
import { inProcess as crossover } from './in-process.ts';
import { elementsOf, readMarkup, type XmlElement } from './readers/xml.ts';

const experiment = {
  name: 'reported',
  title: 'Risk < 1 & "quotes"',
  question: "Does </style><script>alert('x')</script> stay text?",
  parts: [
    {
      base: {
        widthPrefactor: 2,
        teacherWidth: 2,
        kappa: 0,
        delta: 0,
        learningRatePrefactor: 2,
        noise: 1e-2,
        times: [0, 1, 2, 4],
      },
      axes: { inputDimension: [20, 30] },
      replicas: 2,
      theory: ['limit'],
    },
  ],
};

let folder: ReturnType<typeof temporaryFolder>;
let page: string;
let elements: XmlElement[];
const named = (name: string): XmlElement[] => elements.filter((element) => element.name === name);

beforeAll(async () => {
  folder = temporaryFolder();
  writeFileSync(join(folder.path, 'reported.json'), JSON.stringify(experiment));
  await crossover('run reported.json --out out', { cwd: folder.path });
  const { code, stdout } = await crossover('report out', { cwd: folder.path });
  expect(code).toBe(0);
  const file = join('out', 'report.html');
  expect(JSON.parse(stdout)).toEqual({
    experiment: 'reported',
    out: file,
    runs: { total: 5, finished: 5 },
  });
  page = readFileSync(join(folder.path, file), 'utf8');
  elements = [...elementsOf(readMarkup(page))];
}, 60_000);
afterAll(() => folder.remove());

it('asks nobody for anything and runs nothing', () => {
  for (const name of ['script', 'link', 'iframe', 'object', 'embed', 'form', 'img', 'image', 'use', 'base']) {
    expect(named(name)).toEqual([]);
  }
  const addresses = elements.flatMap(({ attributes }) =>
    ['href', 'src', 'srcset', 'xlink:href', 'action', 'poster', 'background'].flatMap((name) =>
      name in attributes ? [attributes[name]] : [],
    ),
  );
  expect(addresses.length).toBeGreaterThan(15);
  for (const address of addresses) expect(address).toMatch(/^(#[a-z-]+$|data:[a-z./+-]+;base64,)/);
  const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
  expect(style).not.toMatch(/@import|url\(/);
  expect(
    elements.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => /^(on|style$)/.test(name)),
  ).toEqual([]);
});

it('forbids what it does not need, before anything else is read', () => {
  const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
  const digest = createHash('sha256').update(style).digest('base64');
  const policy = named('meta').find(
    ({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy',
  );
  expect(policy?.attributes.content.replaceAll('&#39;', "'")).toBe(
    `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`,
  );
  expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'));
});

it('keeps the words of an experiment as words', () => {
  expect(page).toContain('<h1>Risk &lt; 1 &amp; &quot;quotes&quot;</h1>');
  expect(page).toContain('&lt;/style&gt;&lt;script&gt;');
});

it('can be read without seeing it', () => {
  expect(named('html')[0].attributes.lang).toBe('en');
  expect(named('h1')).toHaveLength(1);
  const levels = elements.flatMap(({ name }) => (/^h[1-6]$/.test(name) ? [Number(name[1])] : []));
  levels.forEach((level, index) => expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1));
  const pictures = named('svg');
  // Two figures, each by day and by night.
  expect(pictures).toHaveLength(4);
  for (const { attributes } of pictures) {
    expect(attributes.role).toBe('img');
    expect(attributes['aria-label'].length).toBeGreaterThan(40);
  }
  expect(named('table').length).toBeGreaterThan(3);
  for (const table of named('table'))
    expect([...elementsOf(table)].map(({ name }) => name)).toContain('caption');
  for (const { attributes } of named('th')) expect(attributes.scope).toBe('col');
  const ids = elements.flatMap(({ attributes }) => ('id' in attributes ? [attributes.id] : []));
  expect(new Set(ids).size).toBe(ids.length);
  const pointed = [...page.matchAll(/url\(#([^)]+)\)|aria-labelledby="([^"]+)"|href="#([^"]+)"/g)].map(
    ([, clip, label, target]) => clip ?? label ?? target,
  );
  expect(pointed.length).toBeGreaterThan(10);
  for (const id of pointed) expect(ids).toContain(id);
});

it('carries the data that the folder has', () => {
  const files = new Map(
    named('a').flatMap(({ attributes: { download, href } }) =>
      download === undefined ? [] : [[download, Buffer.from(href.split(',')[1], 'base64')] as const],
    ),
  );
  const inFolder = (...path: string[]): Buffer => readFileSync(join(folder.path, 'out', ...path));
  for (const name of [
    'comparison.csv',
    'results.csv',
    'results.parquet',
    'results.npz',
    'provenance.json',
    'references.bib',
  ]) {
    expect(files.get(name)?.equals(inFolder(name))).toBe(true);
  }
  expect(files.get('trajectories.csv')?.equals(inFolder('figures', 'trajectories.csv'))).toBe(true);
  expect(files.get('phase-diagram.json')?.equals(inFolder('figures', 'phase-diagram.json'))).toBe(true);
  expect(JSON.parse(String(files.get('experiment.json')))).toEqual(
    JSON.parse(inFolder('experiment.json').toString('utf8')),
  );
});

it('refuses a folder without an experiment', async () => {
  const { code, stderr } = await crossover('report nowhere', { cwd: folder.path });
  expect(code).toBe(2);
  expect(stderr).toMatch(/nowhere is not a folder that "crossover run" has written/);
});
