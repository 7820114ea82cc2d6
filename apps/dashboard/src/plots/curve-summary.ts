import {
  formatMeasurement,
  formatNumber,
  regimeSigns,
  type TrajectoriesFigure,
} from '@crossover/crossover-plots';
import { html } from 'lit';

/** The table behind a plot for those who do not see it: where each curve is now. All points are in the data tab. */
export function curveSummary(figure: TrajectoriesFigure) {
  const last = new Map<string, (typeof figure.datasets)[string][number]>();
  for (const rows of Object.values(figure.datasets)) {
    for (const row of rows) last.set(`${row.group} ${row.kind}`, row);
  }
  return html`<div class="visually-hidden">
    <table>
      <caption>
        Where each curve is now. The tab Data holds every point.
      </caption>
      <thead>
        <tr>
          <th scope="col">regime</th>
          <th scope="col">curve</th>
          <th scope="col">kind</th>
          <th scope="col">time</th>
          <th scope="col">risk R</th>
        </tr>
      </thead>
      <tbody>
        ${[...last.values()].map(
          ({ regime, label, kind, time, risk, standardError }) =>
            html`<tr>
              <td>${regimeSigns[regime as keyof typeof regimeSigns].name}</td>
              <td>${label}</td>
              <td>${kind}</td>
              <td>${formatNumber(time)}</td>
              <td>${formatMeasurement(risk, standardError ?? NaN)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
