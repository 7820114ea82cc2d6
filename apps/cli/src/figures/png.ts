import { crc32 } from 'node:zlib';
import { fontFamily, fontFiles, inCoveredMarks } from './fonts.ts';

/** Sizes of figures are in CSS pixels. */
const PIXELS_PER_INCH = 96;
const DOTS_PER_INCH = 300;
const METRES_PER_INCH = 0.0254;

/** Signature, and the header chunk that a PNG begins with. */
const BEFORE_SECOND_CHUNK = 8 + 25;

/**
 * An SVG as PNG of 300 dots to the inch, which the file says: it enters a document at the size of the figure.
 *
 * @throws where the renderer has no build for this machine
 */
export async function pngOf(svg: string): Promise<Buffer> {
  const { Resvg } = await import('@resvg/resvg-js');
  const renderer = new Resvg(inCoveredMarks(svg), {
    fitTo: { mode: 'zoom', value: DOTS_PER_INCH / PIXELS_PER_INCH },
    font: {
      loadSystemFonts: false,
      fontFiles: [...fontFiles],
      defaultFontFamily: fontFamily,
      sansSerifFamily: fontFamily,
    },
  });
  const png = renderer.render().asPng();
  return Buffer.concat([
    png.subarray(0, BEFORE_SECOND_CHUNK),
    resolutionChunk(),
    png.subarray(BEFORE_SECOND_CHUNK),
  ]);
}

/** The chunk pHYs: pixels to the metre in both directions. */
function resolutionChunk(): Buffer {
  const perMetre = Math.round(DOTS_PER_INCH / METRES_PER_INCH);
  const chunk = Buffer.alloc(21);
  chunk.writeUInt32BE(9, 0);
  chunk.write('pHYs', 4, 'latin1');
  chunk.writeUInt32BE(perMetre, 8);
  chunk.writeUInt32BE(perMetre, 12);
  chunk.writeUInt8(1, 16);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 17)), 17);
  return chunk;
}
