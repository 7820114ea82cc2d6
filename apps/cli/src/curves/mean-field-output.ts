import {
  ALIGNMENT_QUANTILES,
  summarizeParticles,
  type FiniteWidthComparison,
  type MeanFieldPoint,
  type ParticleSummary,
} from '@crossover/experiments';
import { csvLines } from '@crossover/experiments/export';
import { tableLines } from './table.ts';

/** What `crossover mean-field` has found. */
export interface MeanFieldResult {
  /** What was asked for, in the words of the options. */
  readonly model: {
    readonly particles: number;
    readonly teacherWidth: number;
    readonly initial: string;
    readonly gradient: number;
    readonly variance: number;
    readonly [option: string]: unknown;
  };
  readonly points: readonly MeanFieldPoint[];
  /** Networks of finite width, each beside particles that start like its units; empty unless asked for. */
  readonly networks: readonly { readonly width: number; readonly comparison: FiniteWidthComparison }[];
}

/** stdout of `crossover mean-field` in the given format, with its last line break. */
export function formatMeanField(result: MeanFieldResult, format: 'json' | 'csv' | 'table'): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(jsonOf(result))}\n`;
    case 'csv':
      return csvOf(result);
    case 'table':
      return tableOf(result);
  }
}

function jsonOf({ model, points, networks }: MeanFieldResult): object {
  const summaries = points.map(({ particles }) => summarizeParticles(particles));
  return {
    model,
    times: points.map(({ time }) => time),
    risk: points.map(({ risk }) => risk),
    particles: summaries.map((summary) => ({
      meanOverlap: [...summary.meanOverlap],
      meanSelfOverlap: summary.meanSelfOverlap,
      meanOutOfSpan: summary.meanOutOfSpan,
      alignment: [...summary.alignment],
      closest: [...summary.closest],
    })),
    alignmentQuantiles: ALIGNMENT_QUANTILES,
    networks: networks.map(({ width, comparison }) => ({
      width,
      risk: [...comparison.network.risk],
      particlesRisk: [...comparison.meanField.risk],
      overlapDifference: [...comparison.overlapDifference],
      largestRiskDifference: largest(comparison.riskDifference),
      largestOverlapDifference: largest(comparison.overlapDifference),
    })),
  };
}

function csvOf({ points, networks }: MeanFieldResult): string {
  const teachers = [...(points[0]?.particles.P ?? [])].length ** 0.5;
  const numbered = (name: string) => Array.from({ length: teachers }, (_, r) => `${name}_${r + 1}`);
  return csvLines([
    [
      't',
      'risk',
      'mean_self_overlap',
      'mean_out_of_span',
      ...ALIGNMENT_QUANTILES.map((q) => `alignment_${Math.round(100 * q)}`),
      ...numbered('mean_overlap'),
      ...numbered('closest'),
      ...networks.flatMap(({ width }) => [
        `risk_p_${width}`,
        `particles_risk_p_${width}`,
        `overlap_difference_p_${width}`,
      ]),
    ],
    ...points.map(({ time, risk, particles }, index) => [
      time,
      risk,
      ...summaryCells(summarizeParticles(particles)),
      ...networks.flatMap(({ comparison: { network, meanField, overlapDifference } }) => [
        network.risk[index] ?? null,
        meanField.risk[index] ?? null,
        overlapDifference[index] ?? null,
      ]),
    ]),
  ]);
}

function summaryCells(summary: ParticleSummary): number[] {
  const { meanSelfOverlap, meanOutOfSpan, alignment, meanOverlap, closest } = summary;
  return [meanSelfOverlap, meanOutOfSpan, ...alignment, ...meanOverlap, ...closest];
}

function tableOf({ model, points, networks }: MeanFieldResult): string {
  const heading = [
    `mean-field limit, ${model.particles} particles`,
    `k = ${model.teacherWidth}`,
    `start ${model.initial}`,
    `γ₀/p₀ = ${model.gradient}`,
    ...(networks.length > 0 && model.variance > 0 ? ['networks with their variance part'] : []),
  ].join(' · ');
  const middle = ALIGNMENT_QUANTILES.indexOf(0.5);
  const table = tableLines(
    ['t', 'R', 'mean Q', 'median alignment', ...networks.map(({ width }) => `R, p = ${width}`)],
    points.map(({ time, risk, particles }, index) => {
      const { meanSelfOverlap, alignment } = summarizeParticles(particles);
      return [
        time,
        risk,
        meanSelfOverlap,
        alignment[middle] ?? null,
        ...networks.map(({ comparison }) => comparison.network.risk[index] ?? null),
      ];
    }),
  );
  if (networks.length === 0) return `${heading}\n${table}`;
  const differences = tableLines(
    ['p', 'sup |ΔR|', 'sup |ΔM|', 'sup |R − R(p → ∞)|'],
    networks.map(({ width, comparison }) => [
      width,
      largest(comparison.riskDifference),
      largest(comparison.overlapDifference),
      largest(comparison.network.risk.map((risk, index) => risk - (points[index]?.risk ?? NaN))),
    ]),
  );
  return `${heading}\n${table}\nnetworks against particles that start like their units\n${differences}`;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
