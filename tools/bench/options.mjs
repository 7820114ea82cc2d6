import { parseArgs } from 'node:util';

/** The command line; a wrong one ends the process with a sentence that says what is possible. */
export function readOptions(words, benchmarks) {
  let values;
  try {
    ({ values } = parseArgs({
      args: words,
      options: {
        only: { type: 'string', multiple: true, default: [] },
        quick: { type: 'boolean', default: false },
        json: { type: 'string' },
      },
    }));
  } catch (error) {
    refuse(`${error.message}\nUsage: npm run bench -- [--only NAME]... [--quick] [--json FILE]`);
  }
  const unknown = values.only.find((only) => !benchmarks.some(({ name }) => begins(name, only)));
  if (unknown !== undefined) {
    const names = benchmarks.map(({ name }) => `  ${name}`).join('\n');
    refuse(`No benchmark is called "${unknown}". There are\n${names}`);
  }
  const selects = (name) => values.only.length === 0 || values.only.some((only) => begins(name, only));
  return { quick: values.quick, json: values.json, selects };
}

function begins(name, only) {
  return name === only || name.startsWith(`${only}.`);
}

function refuse(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
