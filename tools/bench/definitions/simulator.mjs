/** What is measured of sgd-simulator. Times are seconds per unit; `scale` brings them to the benchmark's unit. */
import { recordedC } from '../published-codes.mjs';

const sizes = (inputDimension, studentWidth, teacherWidth) => ({
  inputDimension,
  studentWidth,
  teacherWidth,
});
const write = ({ inputDimension, studentWidth, teacherWidth }) =>
  `(${inputDimension}, ${studentWidth}, ${teacherWidth})`;
const simulator = (engine, model, replicas) => ({
  name: `${engine} ${write(model)}`,
  kind: 'simulator',
  engine,
  model,
  replicas,
});
const direct = (model) => simulator('direct', model, 1);
/** Two replicas: one pair, what the two lanes of a vector hold. */
const projected = (model) => simulator('projected', model, 2);
/** The plain C program: a step reads the weights for the fields, then updates them. */
const plainC = (model) => ({ name: `C ${write(model)}`, kind: 'c-direct', passes: 2, model });
/** The same with the update fused with the next step's fields, as in the direct engine. */
const fusedC = (model) => ({ name: `fused C ${write(model)}`, kind: 'c-direct', passes: 1, model });

const microseconds = { name: 'µs a step and replica', scale: 1e6 };
const nanoseconds = { name: 'ns a normal', scale: 1e9 };

const MOST_MICROSECONDS_PROJECTED = 0.3;
const MOST_TIMES_C = 1.3;
const LEAST_TIMES_FASTER_THAN_RECORDED_C = 29;

const dimensions = [100, 1e3, 1e4, 1e5, 1e6, 1e7].map((d) => projected(sizes(d, 8, 4)));

const widths = [2, 4, 8, 16, 32, 64];
const wide = widths.map((p) => projected(sizes(1000, p, 4)));

const besideC = [
  sizes(100, 8, 4),
  sizes(1000, 8, 4),
  sizes(1000, 32, 4),
  sizes(300, 100, 4),
  sizes(100, 1000, 4),
];
const withTargetBesideC = (model) => model.inputDimension * model.studentWidth > 1000;
const projectable = besideC.filter(
  (model) => model.inputDimension >= model.studentWidth + model.teacherWidth,
);

const INPUTS_DIMENSION = 4096;
const inputs = sizes(INPUTS_DIMENSION, 1, 1);

const crossoverWidths = [2, 8, 32];
const crossoverFactors = [1, 1.5, 2, 3, 4, 6, 8];
const crossoverModels = (p) => crossoverFactors.map((factor) => sizes(Math.round(factor * (p + 4)), p, 4));

const host = (threads) => ({
  name: threads === 1 ? '1 thread' : `${threads} threads`,
  kind: 'host',
  threads,
  engine: 'projected',
  model: sizes(1000, 8, 4),
  replicas: 2,
});

export const simulatorBenchmarks = [
  {
    name: 'simulator.projected-dimension',
    title: 'Projected engine: the time of a step does not depend on d (p = 8, k = 4)',
    unit: microseconds,
    compares: 'the projected engine with itself at six dimensions, two replicas, one thread',
    doesNotShow: 'the time to draw the initial overlaps, and of the risk at outputs',
    contenders: dimensions,
    figures: [
      ...dimensions.map(({ name }) => ({
        label: `time, ${name}`,
        kind: 'time',
        of: name,
        scale: microseconds.scale,
        atMost: MOST_MICROSECONDS_PROJECTED,
      })),
      { label: 'slowest over fastest', kind: 'spread', of: dimensions.map(({ name }) => name), atMost: 1.1 },
    ],
  },
  {
    name: 'simulator.projected-width',
    title: 'Projected engine: growth with the student’s width (d = 1000, k = 4)',
    unit: microseconds,
    compares: 'the projected engine with itself at six widths, two replicas, one thread',
    doesNotShow: 'a power law: per step there are terms constant, linear and quadratic in p + k',
    contenders: wide,
    figures: [
      { label: 'exponent of p, 2 to 64', kind: 'exponent', of: wide.map(({ name }) => name), x: widths },
      {
        label: 'exponent of p, 16 to 64',
        kind: 'exponent',
        of: wide.slice(3).map(({ name }) => name),
        x: widths.slice(3),
      },
    ],
  },
  {
    name: 'simulator.beside-c',
    title: 'Both engines beside a plain C program of the direct algorithm, sizes (d, p, k)',
    unit: microseconds,
    compares:
      'the same run of SGD on one thread: direct with one replica, projected with two, tools/bench/c/direct-sgd.c',
    doesNotShow:
      'what C gains from blocks of steps or several runs at once; the recorded C ran at another time',
    contenders: [
      ...besideC.flatMap((model) => [direct(model), plainC(model), fusedC(model)]),
      ...projectable.map(projected),
    ],
    figures: [
      ...besideC.map((model) => ({
        label: `direct over C, ${write(model)}`,
        kind: 'ratio',
        of: direct(model).name,
        to: plainC(model).name,
        ...(withTargetBesideC(model) ? { atMost: MOST_TIMES_C } : {}),
      })),
      ...besideC.map((model) => ({
        label: `direct over fused C, ${write(model)}`,
        kind: 'ratio',
        of: direct(model).name,
        to: fusedC(model).name,
      })),
      ...projectable.map((model) => ({
        label: `C over projected, ${write(model)}`,
        kind: 'ratio',
        of: plainC(model).name,
        to: projected(model).name,
      })),
      ...projectable.filter(withTargetBesideC).map((model) => ({
        label: `direct over recorded C, ${write(model)}`,
        kind: 'overRecorded',
        of: direct(model).name,
        recorded: recordedC[write(model)],
        scale: microseconds.scale,
        atMost: MOST_TIMES_C,
      })),
      {
        label: 'recorded C over projected, (1000, 8, 4)',
        kind: 'recordedOver',
        of: projected(sizes(1000, 8, 4)).name,
        recorded: recordedC['(1000, 8, 4)'],
        scale: microseconds.scale,
        atLeast: LEAST_TIMES_FASTER_THAN_RECORDED_C,
      },
    ],
    sameLaw: { model: sizes(100, 8, 4), steps: 500, runs: 200 },
  },
  {
    name: 'simulator.normals',
    title: 'Standard normals, xoshiro256++ and a ziggurat of 256 layers',
    unit: nanoseconds,
    compares: 'one call a normal of the public random stream, and the loop of the C program',
    doesNotShow: 'the generator inside the engines’ kernels, see simulator.inputs',
    contenders: [
      { name: 'RandomStream.normal', kind: 'normals' },
      { name: 'C normals', kind: 'c-normals' },
    ],
    figures: [{ label: 'RandomStream over C', kind: 'ratio', of: 'RandomStream.normal', to: 'C normals' }],
  },
  {
    name: 'simulator.inputs',
    title: `Direct engine at d = ${INPUTS_DIMENSION}, p = k = 1: most of a step draws the input`,
    unit: { name: 'ns a coordinate', scale: 1e9 / INPUTS_DIMENSION },
    compares:
      'the direct engine with one replica and the C program, both with the normals drawn in their own loops',
    doesNotShow:
      'a normal alone: each coordinate is also passed over once to update a weight and add to its field',
    contenders: [direct(inputs), fusedC(inputs)],
    figures: [{ label: 'direct over C', kind: 'ratio', of: direct(inputs).name, to: fusedC(inputs).name }],
  },
  {
    name: 'simulator.host',
    title: 'Worker threads of one host, two replicas each (projected, d = 1000, p = 8, k = 4)',
    unit: microseconds,
    compares: 'the throughput of one and of two threads that do nothing else',
    doesNotShow: 'threads beyond the machine’s free cores: a ratio below 2 may be another program’s work',
    contenders: [host(1), host(2)],
    figures: [
      { label: 'throughput, 2 threads over 1', kind: 'ratio', of: '1 thread', to: '2 threads', atLeast: 1.9 },
    ],
  },
  {
    name: 'simulator.engine-crossover',
    title: 'The dimension from which the direct engine is the slower one (k = 4)',
    unit: microseconds,
    compares:
      'both engines with two replicas, from the smallest dimension of the projected one, d = p + k, upwards',
    doesNotShow: 'd < p + k, where only the direct engine applies',
    contenders: crossoverWidths.flatMap((p) =>
      crossoverModels(p).flatMap((model) => [
        simulator('direct', model, 2),
        simulator('projected', model, 2),
      ]),
    ),
    figures: crossoverWidths.map((p) => ({
      label: `equal at d, p = ${p}`,
      kind: 'crossing',
      pairs: crossoverModels(p).map((model) => [
        simulator('direct', model, 2).name,
        simulator('projected', model, 2).name,
      ]),
      x: crossoverModels(p).map(({ inputDimension }) => inputDimension),
    })),
  },
];
