import { describe, expect, it } from 'vitest';
import { expandExperiment, findPreset, parseExperiment, runIdentity } from '../../src/index.ts';
import { failure, short } from './sample-file.ts';

const faults = (text: string): string[] =>
  failure(text).issues.map(({ line, column, path, message }) => `${line}:${column} ${path} ${message}`);

/** The sample with one replacement. */
const changed = (from: string | RegExp, to: string): string => {
  const text = short.replace(from, to);
  if (text === short) throw new Error(`${String(from)} does not occur`);
  return text;
};

describe('an experiment in a file', () => {
  it('may be ten lines of YAML', () => {
    const experiment = parseExperiment(short, { name: 'sweep.yaml' });
    expect(experiment).toMatchObject({ name: 'noise-sweep', parts: [{ replicas: 2, theory: ['finite'] }] });
    expect(experiment.parts[0].axes).toEqual({ inputDimension: [100, 1000], noise: [0, 0.001] });
    expect(expandExperiment(experiment)).toHaveLength(12);
  });

  it('may be JSON: each preset reads back as it is', () => {
    const preset = findPreset('crossover')!;
    for (const text of [
      JSON.stringify(preset),
      JSON.stringify(preset, null, '\t'),
      `\uFEFF${JSON.stringify(preset, null, 2)}`,
    ]) {
      const read = parseExperiment(text, { name: 'crossover.json' });
      expect(read).toEqual(preset);
      expect(expandExperiment(read).map(runIdentity)).toEqual(expandExperiment(preset).map(runIdentity));
    }
  });

  it('may be named by its file', () => {
    const text = changed('name: noise-sweep\n', '');
    expect(parseExperiment(text, { name: 'sweeps/my sweep.yaml'.replace(' ', '-') }).name).toBe('my-sweep');
    expect(failure(text, '.yaml').message).toMatch(/an experiment needs a name/);
  });

  it('may share values by anchors', () => {
    const text = `
      name: shared
      parts:
        - label: one
          base: &base {widthPrefactor: 2, teacherWidth: 2, kappa: 0, delta: 0, learningRatePrefactor: 2, noise: 0, inputDimension: 9, times: [1]}
        - label: two
          base: *base
          replicas: 3
    `;
    const { parts } = parseExperiment(text, { name: 'x' });
    expect(parts[1].base).toEqual(parts[0].base);
  });

  it('reads numbers alike in YAML and JSON', () => {
    for (const [written, value] of [
      ['1e-3', 1e-3],
      ['1E+3', 1000],
      ['1e3', 1000],
      ['.5', 0.5],
      ['2.5e1', 25],
      ['0.1', 0.1],
    ] as const) {
      const { parts } = parseExperiment(changed('noise: [0, 1e-3]', `noise: [${written}]`), { name: 'x' });
      expect(parts[0].axes.noise).toEqual([value]);
    }
  });
});

describe('a fault in a file', () => {
  it('has the line, the column, the line itself and a caret', () => {
    expect(failure(changed('replicas: 2', 'replicas: two')).message).toBe(
      'sweep.yaml:9:11: replicas: found "two", but the number of replicas must be an integer from 1 to 100000.\n' +
        '  9 | replicas: two\n' +
        '                ^',
    );
  });

  it('of spelling is at the place where reading went wrong, with advice', () => {
    expect(faults(changed('noise: [0, 1e-3]', 'noise: [0, 1e-3'))[0]).toMatch(
      /^(8|9):\d+ .*neither YAML nor JSON/,
    );
    expect(faults(`{"name": "x",\n "base": {"kappa": 0,}\n "axes": {}}`)[0]).toMatch(/^3:2 /);
    expect(faults('name: x\nbase:\n\tkappa: 0\n')[0]).toMatch(/^3:1 .*indent with spaces/);
    expect(faults('name: x\n---\nname: y')[0]).toMatch(/one experiment a file/);
  });

  it('of a repeated field is at the second', () => {
    expect(faults(changed('replicas: 2', 'replicas: 2\nreplicas: 3'))).toEqual([
      '10:1 replicas the field "replicas" is given twice: keep one of them.',
    ]);
  });

  it('of an unknown field is at its name, and says what was meant', () => {
    expect(faults(changed('kappa: 0', 'kapa: 0'))[0]).toMatch(/^4:40 base\.kapa .*did you mean "kappa"\?/);
    expect(faults(changed('replicas:', 'replica:'))[0]).toMatch(/^9:1 replica .*did you mean "replicas"\?/);
    expect(faults(changed('name: noise', 'titel: noise'))[0]).toMatch(/^2:1 titel .*did you mean "title"\?/);
    expect(faults(changed('learningRatePrefactor', 'gamma0'))[0]).toMatch(
      /did you mean "learningRatePrefactor"\?/,
    );
    expect(faults(changed('widthPrefactor', 'width_prefactor'))[0]).toMatch(
      /did you mean "widthPrefactor"\?/,
    );
    expect(faults(changed('  inputDimension', '  d'))[0]).toMatch(
      /^7:3 axes\.d .*did you mean "inputDimension"\?/,
    );
    expect(faults(changed('unit:', 'unti:'))[0]).toMatch(/^5:33 base\.times\.unti .*did you mean "unit"\?/);
    expect(faults(changed('replicas: 2', 'colour: red'))[0]).toMatch(
      /^9:1 colour unknown field "colour": remove/,
    );
  });

  it('of a missing field is at the field that should hold it', () => {
    expect(faults(changed('kappa: 0, ', ''))[0]).toMatch(/^3:1 base\.kappa .*κ is missing: give/);
    expect(faults(changed(', points: 8', ''))[0]).toMatch(/^5:4 base\.times\.points .*points is missing/);
    expect(faults('name: x')[0]).toMatch(/^1:1 parts nothing says what to run/);
  });

  it('of a value is at the value', () => {
    expect(faults(changed('[0, 1e-3]', '[0, -1e-3]'))[0]).toMatch(/^8:14 axes\.noise\.1 found -0\.001/);
    expect(faults(changed('[finite]', '[limit, fintie]'))[0]).toMatch(/^10:17 theory\.1 /);
    expect(faults(changed(/base:[\s\S]*axes:/, 'base: 3\naxes:'))[0]).toMatch(
      /^3:7 base found 3, but an object/,
    );
  });

  it('of a point that cannot be run is at the value on the axis, or in the base', () => {
    const impossible = changed('noise: [0, 1e-3]', 'delta: [0, -0.6]').replace(
      'kappa: 0',
      'kappa: 0, noise: 0',
    );
    expect(faults(impossible)).toEqual([
      expect.stringMatching(
        /^8:14 axes\.delta\.1 delta = -0\.6, inputDimension = 100: .*no deterministic limit/,
      ),
    ]);
    expect(faults(changed('delta: 0', 'delta: -0.6'))[0]).toMatch(
      /^4:57 base\.delta .*no deterministic limit/,
    );
    expect(faults(changed('widthPrefactor: 4', 'widthPrefactor: 5000'))[0]).toMatch(
      /^4:20 base\.widthPrefactor /,
    );
  });

  it('is told together with the others, in the order of the lines', () => {
    const text = changed('kappa: 0', 'kapa: 0')
      .replace('replicas: 2', 'replicas: 0')
      .replace('finite', 'all');
    expect(faults(text).map((fault) => fault.split(' ')[0])).toEqual(['4:40', '9:11', '10:10']);
    const many = `name: x\nbase: {${Array.from({ length: 50 }, (_, index) => `f${index}: 1`).join(', ')}}`;
    expect(failure(many).issues).toHaveLength(20);
    expect(failure(many).message).toMatch(/… and 30 more\.$/);
  });

  it('in the full form is found in the part', () => {
    const part = `  - label: one\n    base: {kappa: zero}\n`;
    expect(
      faults(`name: x\nparts:\n${part}${part}`).map((fault) => fault.split(' ').slice(0, 2).join(' ')),
    ).toEqual(['4:19 parts.0.base.kappa', '6:19 parts.1.base.kappa']);
    expect(faults(`name: x\nparts: []\nbase: {}\n`)[0]).toMatch(/^3:1 base found "base" beside "parts"/);
  });

  it('in what an anchor stands for is where it is written', () => {
    expect(
      faults('name: x\nbase: {kappa: &k -99}\naxes: {delta: [*k]}').map((fault) => fault.split(' ')[0]),
    ).toEqual(['2:18', '2:18']);
  });

  it('of a text that is no experiment says so', () => {
    expect(faults('')[0]).toMatch(/^1:1 .*an empty file/);
    expect(faults('# nothing\n')[0]).toMatch(/an empty file/);
    expect(faults('just words')[0]).toMatch(/^1:1 .*found "just words"/);
    expect(faults('[1, 2]')[0]).toMatch(/found \[1,2\]/);
    expect(faults('name: !person x')[0]).toMatch(/^1:7 .*leave the tag out/);
    expect(faults('? [1]\n: 2')[0]).toMatch(/must be text/);
    expect(faults('name: *nobody')[0]).toMatch(/nobody/);
  });
});
