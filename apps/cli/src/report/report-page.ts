import { createHash } from 'node:crypto';
import { regimeOrder, regimeSigns } from '@crossover/crossover-plots';
import { describeRun, stepOfTime } from '@crossover/experiments';
import { formatNumber } from '@crossover/crossover-plots';
import { requestedFigures } from '../figures/draw-experiment.ts';
import { packageVersion } from '../package-version.ts';
import { formatDuration } from '../terminal/duration.ts';
import { agreementSection } from './agreement-section.ts';
import { dataLink } from './data-link.ts';
import { figureSection } from './figure-section.ts';
import { Markup, markup } from './markup.ts';
import { parametersSection } from './parameters-section.ts';
import { provenanceSection } from './provenance-section.ts';
import { referencesOf, reportFiles, type ReportSource } from './report-source.ts';
import { reportStyle } from './style.ts';

/**
 * An experiment as one HTML page that needs nothing but itself: no script, no request, and a policy that forbids both. Figures are
 * inline SVG, data are in the links that save them.
 */
export async function reportPage(source: ReportSource): Promise<string> {
  const { experiment, runs } = source;
  const figures: Markup[] = [];
  const results = runs.map(({ result }) => result);
  if (results.length > 0) {
    for (const figure of requestedFigures(experiment, results)) {
      figures.push(await figureSection(figure, figures.length + 1));
    }
  }
  const agreement = agreementSection(results);
  const files = await reportFiles(source);
  const title = experiment.title === '' ? experiment.name : experiment.title;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="crossover ${packageVersion}">
<title>${title} · Crossover</title>
<style>${new Markup(reportStyle)}</style>
</head>
<body>
${head(source, title, agreement !== null)}
<main>
<section aria-labelledby="figures">
<h2 id="figures">Figures</h2>
${figures.length === 0 ? markup`<p>No run has finished yet, so that there is nothing to draw.</p>` : figures}
</section>
${agreement}
${parametersSection(experiment)}
${provenanceSection(source)}
<section aria-labelledby="references">
<h2 id="references">References</h2>
<p class="small muted">What this experiment and its methods rest on, as BibTeX.</p>
<pre tabindex="0">${referencesOf(source)}</pre>
</section>
<section aria-labelledby="data">
<h2 id="data">Data</h2>
<p class="small muted">Inside this page; a click saves a file.</p>
<ul class="small">${files.map((file) => markup`<li>${dataLink(file)}</li>`)}</ul>
</section>
</main>
</body>
</html>
`;
  return page.toString();
}

/** Nothing may be loaded, sent or executed; the one style sheet is known by its digest. */
function policy(): string {
  const style = createHash('sha256').update(reportStyle).digest('base64');
  return `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'`;
}

function head(source: ReportSource, title: string, hasAgreement: boolean): Markup {
  const { experiment, runs } = source;
  const present = new Set(runs.map(({ result }) => describeRun(result.specification).regime));
  const regimes = regimeOrder.filter((regime) => present.has(regime));
  return markup`<header>
<p class="small muted">Crossover experiment <span class="code">${experiment.name}</span></p>
<h1>${title}</h1>
${experiment.question === '' ? null : markup`<p class="question">${experiment.question}</p>`}
<ul class="regimes" aria-label="Regimes of its runs">${regimes.map((regime) => regimeChip(regime))}</ul>
<p class="small muted">${summary(source)}</p>
<nav aria-label="Sections"><ul>
<li><a href="#figures">Figures</a></li>
${hasAgreement ? markup`<li><a href="#agreement">Agreement with theory</a></li>` : null}
<li><a href="#parameters">Parameters</a></li>
<li><a href="#provenance">Provenance</a></li>
<li><a href="#references">References</a></li>
<li><a href="#data">Data</a></li>
</ul></nav>
</header>`;
}

function regimeChip(regime: (typeof regimeOrder)[number]): Markup {
  const { glyph, heading, condition } = regimeSigns[regime];
  return markup`<li class="${regime}">${glyph} ${heading} <span class="muted">(${condition})</span></li>`;
}

/** How much was computed, in one line. */
function summary({ runs, total, provenance }: ReportSource): string {
  const simulations = runs.filter(({ result }) => result.specification.kind === 'simulation');
  const steps = simulations.reduce(
    (sum, { result: { specification } }) =>
      sum + (stepOfTime(specification, specification.times.length - 1) ?? 0),
    0,
  );
  const seconds = runs.reduce((sum, run) => sum + (run.seconds ?? 0), 0);
  const ended = provenance?.sessions.at(-1)?.endedAt.slice(0, 10);
  return [
    `${runs.length} of ${total} runs finished`,
    ...(simulations.length === 0
      ? []
      : [`${simulations.length} simulations, ${formatNumber(steps)} steps of SGD`]),
    ...(seconds === 0 ? [] : [`${formatDuration(seconds)} of computing`]),
    ...(ended === undefined ? [] : [ended]),
  ].join(' · ');
}
