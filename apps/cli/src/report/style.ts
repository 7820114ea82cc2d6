import { regimeOrder, themes, type ThemeName } from '@crossover/crossover-plots';

const variables = (name: ThemeName, accent: string): string => {
  const { background, ink, mutedInk, grid, regimes } = themes[name];
  const colours = Object.entries(regimes).map(([regime, { text }]) => `--${regime}:${text};`);
  return `--ground:${background};--ink:${ink};--muted:${mutedInk};--edge:${grid};--accent:${accent};${colours.join('')}`;
};

/** The style of a report: the colours of the figures, by day and by night, and on paper by day. */
export const reportStyle = `
:root{color-scheme:light dark;${variables('light', '#1f5fa8')}}
@media (prefers-color-scheme:dark){:root{${variables('dark', '#7bb8f1')}}}
@media print{:root{${variables('light', '#14181f')}}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:58rem;padding:2.5rem 1.5rem 4rem;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
h1{margin:.15rem 0 .5rem;font-size:1.75rem;line-height:1.2;font-weight:650;letter-spacing:-.01em;text-wrap:balance}
h2{margin:3rem 0 .75rem;padding-top:.75rem;border-top:1px solid var(--edge);font-size:1.25rem;font-weight:650}
h3{margin:2rem 0 .5rem;font-size:1rem;font-weight:650}
p{margin:.4rem 0;max-width:44rem}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.18em}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
.muted,figcaption,caption,.data{color:var(--muted)}
.small,figcaption,table,.data,summary,pre{font-size:.8125rem}
.question{font-size:1.0625rem;color:var(--muted)}
.regimes{display:flex;flex-wrap:wrap;gap:.2rem 1.25rem;margin:.75rem 0;padding:0;list-style:none;font-weight:600;font-size:.875rem}
${regimeOrder.map((regime) => `.${regime}{color:var(--${regime})}`).join('')}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.25rem;margin:1.25rem 0 0;padding:0;list-style:none;font-size:.875rem}
figure{margin:0 0 2.5rem}
figure svg{display:block;max-width:100%;height:auto;overflow:visible}
.night{display:none}
@media (prefers-color-scheme:dark){.day{display:none}.night{display:block}}
@media print{.day{display:block}.night{display:none}}
.wide{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
caption{text-align:left;padding-bottom:.35rem}
th,td{padding:.2rem .9rem .2rem 0;border-bottom:1px solid var(--edge);text-align:left;vertical-align:top}
th{font-weight:600}
th.number,td.number{text-align:right}
td.number,.whole{white-space:nowrap}
th{vertical-align:bottom;line-height:1.3}
.wraps{display:block;min-width:10rem}
.data{max-width:none}
.data span,.data a{white-space:nowrap}
code,pre,.code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
code{font-size:.85em;overflow-wrap:anywhere}
pre{margin:.5rem 0;padding:.75rem 1rem;border:1px solid var(--edge);border-radius:6px;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
details{margin:.5rem 0}
summary{cursor:pointer;color:var(--accent)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.25rem;font-size:.875rem}
dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
.failure{padding:.5rem .75rem;border-left:3px solid var(--no-ode)}
@media (max-width:40rem){body{padding:1.25rem 1rem 3rem}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}
@media print{html{font-size:9.5pt}body{max-width:none;padding:0}nav,.data,details:not([open]){display:none}h2{break-after:avoid}figure,tr{break-inside:avoid}a{color:inherit;text-decoration:none}@page{margin:18mm}}
`;
