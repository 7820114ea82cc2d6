import { regimeSigns, type MarkShape } from '@crossover/crossover-plots';
import { svg, type TemplateResult } from 'lit';

export type RegimeName = keyof typeof regimeSigns;

/** Whether a word from the wire names a regime that this page knows. */
export function isRegime(name: string): name is RegimeName {
  return name in regimeSigns;
}

/** Outlines of the four marks in a box from −5 to 5, of about equal area. */
const OUTLINES: Readonly<Record<MarkShape, string>> = {
  'triangle-up': 'M0,-4.9L4.9,3.6H-4.9Z',
  circle: 'M-4,0A4,4 0 1,1 4,0A4,4 0 1,1 -4,0Z',
  diamond: 'M0,-5L5,0L0,5L-5,0Z',
  square: 'M-3.5,-3.5H3.5V3.5H-3.5Z',
};

/** A mark as it is drawn in plots, at the place of a legend or a chip. */
export function markPath(shape: MarkShape, colour: string, x = 0, y = 0): TemplateResult {
  return svg`<path d=${OUTLINES[shape]} transform="translate(${x} ${y})" fill=${colour}></path>`;
}
