import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crossover, temporaryFolder } from './crossover.ts';
import { inProcess } from './in-process.ts';

const model = '--p0 8 --k 4 --kappa 0 --gamma0 8 --noise 1e-3';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
  const write = (name: string, content: string) => writeFileSync(join(folder.path, name), content);
  write('broken.json', '{"Q": [[1, 0');
  write('incomplete.json', '{"Q": [[1]], "M": [[0]]}');
  write('indefinite.json', '{"Q": [[1]], "M": [[2]], "P": [[1]]}');
  write('wide.json', '{"Q": [[1, 0], [0, 1]], "M": [[0], [0]], "P": [[1]]}');
  write('faulty.yaml', 'base:\n  noise: two\n');
  write('no-experiment.json', '{"name": "x", "parts": []}');
  write(
    'red.json',
    JSON.stringify({
      name: 'red',
      parts: [
        {
          base: {
            widthPrefactor: 4,
            teacherWidth: 2,
            kappa: 0,
            delta: -0.7,
            learningRatePrefactor: 1,
            noise: 0,
            inputDimension: 50,
            times: [0, 1],
          },
          theory: ['limit'],
        },
      ],
    }),
  );
});
afterAll(() => folder.remove());

const explicit = '--p0 1 --k 1 --kappa 0 --delta 0 --gamma0 1 --noise 0 --times 0';

/** Command line and what the message must say. */
const wrong: readonly (readonly [string, RegExp])[] = [
  ['', /Usage: crossover/],
  ['simulte', /unknown command 'simulte'/],
  [`theory ${model} --delta 0.5 --t-max 10 --frobnicate`, /unknown option '--frobnicate'/],
  [`theory ${model} --delta 0.5 --t-max 10 more`, /too many arguments/],
  ['theory --p0 8', /required option '--k <integer>' not specified/],
  [`theory ${model} --delta abc --t-max 1`, /--delta.*'abc' is invalid. A number is needed/],
  [`theory ${model} --delta 0.5`, /Found neither of --t-max and --times/],
  [`theory ${model} --delta 0.5 --t-max 1 --times 0,1`, /Found both of --t-max and --times/],
  [`theory ${model} --delta 0.5 --t-max 0`, /--t-max: found 0, but a positive time is needed/],
  [`theory ${model} --delta 0.5 --times 0,2,1`, /--times: .*strictly increasing/],
  [`theory ${model} --delta 0.5 --times 0,-1`, /--times: found -1/],
  [`theory ${model} --delta 0.5 --times 0,,1`, /Numbers separated by commas are needed/],
  [`theory ${model} --delta 0.5 --t-max 1 --noise -1`, /--noise: found -1/],
  [`theory ${model} --delta 0.5 --t-max 1 --p0 -8`, /--p0: found -8/],
  [`theory ${model} --delta 0.5 --t-max 1 --k 1.5`, /--k: found 1.5/],
  [`theory ${model} --delta 0.5 --t-max 1 --seed -1`, /--seed: found -1/],
  [`theory ${model} --delta 0.5 --t-max 1 --format xml`, /Allowed choices are json, csv, table/],
  [`theory ${model} --delta 0.5 --t-max 1 --equations exactly`, /Allowed choices are limit, finite/],
  [`theory ${model} --delta -0.5 --t-max 1`, /no deterministic limit.*Simulate this point/],
  [`theory ${model} --delta -0.7 --t-max 1 --d 100 --equations finite`, /no deterministic limit/],
  [`theory ${model} --delta 0.5 --kappa 0.2 --t-max 1`, /--d: .*Give --d/],
  [`theory ${model} --delta 0.5 --equations finite --t-max 1`, /--d: .*/],
  [`theory ${model} --delta 0.5 --initial sphere --t-max 1`, /--d: .*drawn in d dimensions/],
  [`theory ${model} --delta 0.5 --initial nowhere.json --t-max 1`, /teacher-span, sphere, gaussian.*ENOENT/],
  [`theory ${explicit} --initial broken.json`, /broken.json is not a JSON file of the form/],
  [`theory ${explicit} --initial incomplete.json`, /at P/],
  [
    `theory ${explicit} --initial indefinite.json`,
    /not positive semidefinite: its smallest eigenvalue is -1/,
  ],
  [`theory ${explicit} --initial wide.json`, /--initial/],
  [`theory ${model} --delta 0.5 --initial symmetric --alignment 5 --t-max 1`, /not positive semidefinite/],
  [`simulate ${model} --delta 0.5 --t-max 1`, /required option '--d <integer>' not specified/],
  [`simulate ${model} --delta 0.5 --d -5 --t-max 1`, /--d: found -5/],
  [
    `simulate ${model} --delta 0.5 --d 11 --engine projected --t-max 1`,
    /at least p \+ k = 8 \+ 4 = 12; it is 11/,
  ],
  [`simulate ${model} --delta 0.5 --d 50 --t-max 1 --replicas 0`, /A positive integer is needed/],
  [`simulate ${model} --delta 0.5 --d 50 --t-max 1 --threads two`, /A number is needed/],
  ['run', /name a preset \(crossover, .*a YAML or JSON file, or give its parameters/],
  ['run --quick', /--quick is a profile of presets: name one/],
  ['run no-experiment.json --quick', /--quick is a profile of presets, but no-experiment.json is a file/],
  ['run --d 30,0.5 --k 2', /--d: .*0\.5/],
  ['run --d 30 --k 2', /--p0: .*\n--kappa: .*\n--delta: .*\n--gamma0: .*\n--noise: .*\n--t-max: /],
  ['run crossover --theory limits', /Equations separated by commas are needed, of limit, finite/],
  ['run faulty.yaml', /faulty.yaml:2:10: .*"two"[^]*\n {2}2 \| {3}noise: two/],
  ['run no-such-preset', /neither a preset \(crossover, paper\/fig1/],
  ['run no-experiment.json', /parts is empty/],
  ['run red.json', /no deterministic limit/],
  ['run crossover --local --coordinator http://127.0.0.1:4280 --token T', /leave one of them out/],
  [
    'run crossover --out x --coordinator http://127.0.0.1:4280 --token T',
    /--out concerns runs on this machine/,
  ],
  [
    'run crossover --coordinator http://127.0.0.1:4280',
    /A token is needed: give --token-file or --token, or set/,
  ],
  ['node --coordinator http://127.0.0.1:4280', /A token is needed/],
  ['node --token T', /required option '--coordinator <url>' not specified/],
  ['node --coordinator lab:4280 --token T', /A URL is needed/],
  ['node --coordinator http://lab-1:4280,lab-2 --token T', /A URL is needed/],
  ['serve --advertise lab-1 --database postgres://db/crossover', /A URL is needed/],
  ['export', /missing required argument 'experiment'/],
  ['export crossover', /There is no laboratory in .crossover/],
  ['lab --port 70000', /A port from 0 to 65535 is needed/],
];

describe('wrong usage and impossible specifications', () => {
  it.each(wrong)('crossover %s', async (words, message) => {
    const { code, stdout, stderr } = await inProcess(words, { cwd: folder.path });
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

describe('help', () => {
  it('prints the version, and wrong usage is the exit code of the process too', async () => {
    expect(await crossover('--version')).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
    expect(await crossover('theory --k 0')).toMatchObject({ code: 2, stdout: '' });
  });

  it.each([
    '',
    'lab',
    'serve',
    'node',
    'theory',
    'mean-field',
    'simulate',
    'presets',
    'plan',
    'run',
    'report',
    'export',
  ])('explains crossover %s with examples', async (command) => {
    const { code, stdout, stderr } = await inProcess(`${command} --help`);
    expect(stdout).toMatch(/Usage: crossover/);
    expect(stdout).toMatch(/Examples:\n {2}(CROSSOVER_TOKEN=T )?crossover /);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });
});

describe('a coordinator that is not there', () => {
  it.each([
    'run crossover --coordinator http://127.0.0.1:9 --token T',
    'export x --coordinator http://127.0.0.1:9 --token T',
  ])('is a failure, not wrong usage: crossover %s', async (words) => {
    const { code, stdout, stderr } = await inProcess(words);
    expect(stderr).toMatch(/Cannot reach a coordinator at http:\/\/127.0.0.1:9 \(.+\). Is it running/);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });
});
