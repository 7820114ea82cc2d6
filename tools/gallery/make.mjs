/** What `npm run gallery` does, on the Node that the packages are built for. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { drawFigure, galleryLook, svgOf } from '@crossover/cli';
import { findPreset, presetNames } from '@crossover/experiments';
import { root } from '../setup/root.mjs';
import { galleryPage } from './page.mjs';

const { values } = parseArgs({
  options: { full: { type: 'boolean' }, only: { type: 'string' }, results: { type: 'string' } },
});
const profile = values.full === true ? 'full' : 'quick';
const folder = resolve(values.results ?? join(root, 'crossover-results', 'gallery'));
const target = join(root, 'docs', 'gallery');
const names = values.only === undefined ? presetNames : values.only.split(',');

mkdirSync(join(target, 'data'), { recursive: true });
const entries = [];
for (const name of names) {
  const preset = findPreset(name, profile);
  if (preset === undefined)
    throw new Error(`There is no preset "${name}"; there are ${presetNames.join(', ')}.`);
  const words = ['run', name, ...(profile === 'quick' ? ['--quick'] : [])];
  const out = join(folder, preset.name.replaceAll('/', '-'));
  const drawn = runPreset([...words, '--out', out]);
  const figures = [];
  for (const figure of drawn) figures.push(await picture(name, join(out, 'figures', `${figure}.json`)));
  entries.push({ name, preset, command: ['npx crossover', ...words].join(' '), figures });
}
writeFileSync(join(target, 'README.md'), galleryPage(entries, profile));

/** Names of the figures that were drawn. The command beside the module that draws: built, or from sources as this script itself. */
function runPreset(words) {
  const main = fileURLToPath(import.meta.resolve('@crossover/cli').replace(/index(\.[jt]s)$/, 'main$1'));
  const { status, stdout } = spawnSync(process.execPath, [...process.execArgv, main, ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`crossover ${words.join(' ')} ended with ${status}.`);
  return JSON.parse(stdout).figures;
}

/** Draws a figure from its data by day, keeps the data beside it, and gives what it says. */
async function picture(preset, file) {
  const { name, data } = JSON.parse(readFileSync(file, 'utf8'));
  const figure = drawFigure(data, galleryLook);
  const stem = `${preset.replaceAll('/', '-')}-${name}`;
  const image = `${stem}.svg`;
  writeFileSync(join(target, image), `${await svgOf(figure)}\n`);
  writeFileSync(join(target, 'data', `${stem}.json`), `${JSON.stringify(data)}\n`);
  const { title, caption, notes } = figure;
  return { image, title, caption, notes };
}
