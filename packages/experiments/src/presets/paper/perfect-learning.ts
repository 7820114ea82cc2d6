import { preset, type Preset } from '../preset.ts';
import { publishedSetting, publishedTimes } from './published-setting.ts';

const fourDimensions = [30, 100, 300, 1000];
const seventeenDimensions = [30, 40, 50, 60, 70, 80, 90, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000];
const quickDimensions = [30, 60, 100, 200];
const quickTimes = publishedTimes(1e3);

const LABEL = 'perfect learning';

/** Curves for four dimensions at one δ. */
function curves(figure: string, delta: number, exponent: string): Preset {
  const part = {
    label: LABEL,
    base: { ...publishedSetting, times: publishedTimes(1e4), delta, noise: 1e-3 },
    axes: { inputDimension: fourDimensions },
    replicas: 4,
    theory: ['limit' as const, 'finite' as const],
  };
  const quick = {
    ...part,
    base: { ...part.base, times: quickTimes },
    axes: { inputDimension: quickDimensions },
  };
  return preset(
    {
      name: `paper/${figure}`,
      title: `Perfect learning at δ = ${exponent}: figure ${figure.slice(3)} of arXiv:2202.00293`,
      question: `At δ = ${exponent} the risk follows gradient flow longer and ends lower the larger d is, though the noise stays.`,
      parts: [part],
      figures: [{ kind: 'trajectories' }],
    },
    { parts: [quick] },
  );
}

/** The risk at t = 10⁴ against d at one δ, for three noises. The runs of the other figure at this δ are among them. */
function heights(figure: string, delta: number, exponent: string): Preset {
  const part = {
    label: LABEL,
    base: { ...publishedSetting, times: publishedTimes(1e4), delta },
    axes: { noise: [1e-4, 1e-3, 1e-2], inputDimension: seventeenDimensions },
    replicas: 4,
    theory: ['finite' as const],
  };
  const quick = {
    ...part,
    base: { ...part.base, times: quickTimes },
    axes: { noise: [1e-3, 1e-2], inputDimension: [30, 50, 80, 120, 200] },
  };
  return preset(
    {
      name: `paper/${figure}`,
      title: `Where the risk ends at δ = ${exponent}: figure ${figure.slice(3)} of arXiv:2202.00293`,
      question: `At δ = ${exponent}, does the risk that finite dimensions end with fall as d^{−${exponent}}?`,
      parts: [part],
      figures: [{ kind: 'scaling' }, { kind: 'trajectories' }],
    },
    { parts: [quick] },
  );
}

/** [V] figures 4a and 4b, δ = ½: 3.8 × 10⁸ steps a replica, and 1.7 × 10⁹ × 3 noises. */
export const figure4a = curves('fig4a', 0.5, '½');
export const figure4b = heights('fig4b', 0.5, '½');

/** [V] figures 5a and 5b, δ = ¼. */
export const figure5a = curves('fig5a', 0.25, '¼');
export const figure5b = heights('fig5b', 0.25, '¼');
