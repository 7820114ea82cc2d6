/** A sample of a text in the format of Prometheus. */
interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

// Readers take numbers in whatever case; prom-client writes Nan.
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (Nan|[+-]?(?:Inf|[\d.eE+-]+))$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** Reads the text format, and refuses what is not of it: every sample belongs to a metric that has said its type and meaning. */
export function readExposition(text: string): Sample[] {
  const described = new Set<string>();
  const typed = new Set<string>();
  const samples: Sample[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, word, metric = ''] = /^# (HELP|TYPE) (\S+) /.exec(line) ?? [];
    if (word === 'HELP') described.add(metric);
    else if (word === 'TYPE') typed.add(metric);
    else {
      const found = SAMPLE.exec(line);
      if (found === null) throw new Error(`not a sample: ${line}`);
      const name = found[1];
      const base = [name, name.replace(/_(bucket|sum|count)$/, '')].find((each) => typed.has(each));
      if (base === undefined || !described.has(base))
        throw new Error(`${name} says neither type nor meaning`);
      const labels = Object.fromEntries(
        [...(found[2] ?? '').matchAll(LABEL)].map(([, label, value]) => [label, value]),
      );
      samples.push({ name, labels, value: Number(found[3].replace('Inf', 'Infinity')) });
    }
  }
  return samples;
}

/** The value of one sample; undefined when there is none. */
export function valueOf(samples: readonly Sample[], name: string, labels: Record<string, string> = {}) {
  const wanted = Object.entries(labels);
  return samples.find(
    (sample) => sample.name === name && wanted.every(([label, value]) => sample.labels[label] === value),
  )?.value;
}
