import { describe, expect, it } from 'vitest';
import { alignmentData, execute } from '../../src/index.ts';
import { simulation, theory } from '../sample-runs.ts';
import { overlapResultOf } from './made-up-results.ts';

const kept = { observables: 'overlaps' as const, times: [0, 1, 3] };
const identity = [
  [1, 0],
  [0, 1],
];

describe('alignment lines', () => {
  it('are M_ir/√(Q_ii P_rr) with the teacher that a unit ends closest to', () => {
    const result = overlapResultOf(simulation(kept), (time) => ({
      Q: [
        [4, 0],
        [0, 9],
      ],
      M: [
        [1, 2 * (time / 3)],
        [1.5, 0.3],
      ],
    }));
    const [{ lines }] = alignmentData([result]).panels;
    expect(lines.map(({ unit, teacher }) => [unit, teacher])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(lines[0].points).toEqual([
      { time: 0, alignment: 0 },
      { time: 1, alignment: 1 / 3 },
      { time: 3, alignment: 1 },
    ]);
    expect(lines[1].points.map(({ alignment }) => alignment)).toEqual([0.5, 0.5, 0.5]);
  });

  it('stay at one for a student that is a permuted teacher', async () => {
    const initial = {
      kind: 'explicit' as const,
      Q: identity,
      M: [
        [0, 1],
        [1, 0],
      ],
      P: identity,
    };
    const runs = [simulation({ ...kept, initial, noise: 0 }), theory({ ...kept, initial, noise: 0 })];
    const { panels } = alignmentData(await Promise.all(runs.map((run) => execute(run))));
    expect(panels).toHaveLength(1);
    expect(panels[0].lines.map(({ source, teacher }) => [source, teacher])).toEqual([
      ['simulation', 1],
      ['simulation', 0],
      ['finite', 1],
      ['finite', 0],
    ]);
    for (const { points } of panels[0].lines) {
      expect(points).toHaveLength(3);
      // Rounding alone moves a perfect student.
      for (const { alignment } of points) expect(alignment).toBeCloseTo(1, 12);
    }
  });

  it('leave out times at which a unit has no length', () => {
    const result = overlapResultOf(theory({ ...kept, widthPrefactor: 1 }), (time) => ({
      Q: [[time]],
      M: [[Math.sqrt(time), 0]],
    }));
    const [{ lines }] = alignmentData([result]).panels;
    expect(lines[0].points).toEqual([
      { time: 1, alignment: 1 },
      { time: 3, alignment: 1 },
    ]);
  });
});

describe('panels of alignment lines', () => {
  const made = (run: ReturnType<typeof simulation> | ReturnType<typeof theory>) =>
    overlapResultOf(run, () => ({ Q: identity, M: identity }));

  it('are one for each parameter point, at its largest d, with the first replica and its theory', () => {
    const runs = [
      ...[10, 30].flatMap((inputDimension) =>
        [1, 0].map((replica) => simulation({ ...kept, inputDimension, replica })),
      ),
      theory({ ...kept, equations: 'limit' }),
      theory({ ...kept, inputDimension: 10 }),
      theory({ ...kept, inputDimension: 30 }),
      simulation({ ...kept, noise: 1 }),
    ];
    const { panels } = alignmentData(runs.map(made));
    expect(panels.map(({ parameters }) => [parameters.inputDimension, parameters.noise])).toEqual([
      [30, 0.01],
      [10, 1],
    ]);
    expect(panels.map(({ lines }) => lines.map(({ source }) => source))).toEqual([
      ['simulation', 'simulation', 'limit', 'limit', 'finite', 'finite'],
      ['simulation', 'simulation'],
    ]);
    expect(panels[0].timeStep).toBe(1 / 30);
  });

  it('are of theory alone where nothing was simulated, and none where overlaps were not kept', () => {
    const runs = [
      theory({ ...kept, equations: 'limit' }),
      theory({ ...kept, inputDimension: 10 }),
      theory({ ...kept, inputDimension: 30 }),
    ];
    const data = alignmentData(runs.map(made));
    expect(data.panels).toHaveLength(1);
    expect(data.panels[0].lines.map(({ source }) => source)).toEqual(['limit', 'limit', 'finite', 'finite']);
    expect(alignmentData([]).panels).toEqual([]);
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });
});
