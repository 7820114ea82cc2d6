/** How far a published curve of one run lies from replicas of the same experiment here. */

/**
 * Published points at the times that both have, from `from` on: the mean and the scatter of ln(published/mean here), and the scatter of
 * single replicas here about their mean, at the same times.
 */
export function compareFrom({ x, y }, { times, replicaRisks }, from, timeOf = (time) => time) {
  const ratios = [];
  const scatterHere = [];
  const scatterThere = [];
  const here = [];
  x.forEach((published, index) => {
    const at = times.findIndex((time) => time > 0 && Math.abs(timeOf(time) / published - 1) < 2e-3);
    if (at < 0 || times[at] < from) return;
    const risks = replicaRisks.map((risk) => risk[at]);
    const mean = average(risks);
    here.push(mean);
    scatterThere.push(y[index]);
    ratios.push(Math.log(y[index] / mean));
    if (risks.length > 1) scatterHere.push(deviation(risks.map((risk) => Math.log(risk / mean))));
  });
  return {
    points: ratios.length,
    published: average(scatterThere),
    here: average(here),
    difference: average(ratios),
    scatter: deviation(ratios),
    replicaScatter: scatterHere.length > 0 ? average(scatterHere) : null,
  };
}

export function average(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function deviation(values) {
  const mean = average(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
