/** The published points of figures 3, 4a and 6 over the curves of here, as SVG. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trajectoriesFigure } from '@crossover/crossover-plots';
import { svgOf } from '@crossover/crossover-plots/svg';
import { riskCurves } from '@crossover/experiments';

const regimeOf = ({ delta = 0 }) => (delta > 0 ? 'perfect-learning' : 'plateau');

/** What each figure is drawn against; a published series says its δ where the figure varies it. */
const overlays = [
  { figure: 'fig3', timeAxis: 'regime', regime: () => 'plateau' },
  { figure: 'fig4a', timeAxis: 'regime', regime: () => 'perfect-learning' },
  { figure: 'fig6', timeAxis: 'sweeps', regime: regimeOf },
];

/** Writes one picture a figure into a folder; `results` gives the results of a preset. */
export async function writeOverlays(folder, figures, results) {
  mkdirSync(folder, { recursive: true });
  for (const { figure, timeAxis, regime } of overlays) {
    const points = figures[figure].series
      .filter(({ kind }) => kind === 'simulation')
      .flatMap((series) =>
        series.x.map((time, index) => ({ regime: regime(series), time, risk: series.y[index] })),
      );
    const drawn = trajectoriesFigure({
      curves: riskCurves(results(`paper/${figure}`)),
      timeAxis,
      theme: 'print',
      size: { width: 673, height: 440 },
      furniture: 'full',
      published: { label: `figure ${figure.slice(3)} of arXiv:2202.00293`, points },
    });
    writeFileSync(join(folder, `${figure}.svg`), await svgOf(drawn));
  }
}
