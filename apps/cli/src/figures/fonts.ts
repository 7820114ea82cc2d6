import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

/**
 * The fonts that pictures are set in, so that they look the same on every machine: Arimo has the metrics of Helvetica and Arial, which
 * the print theme asks for; DejaVu Sans has what Arimo lacks.
 */
export const fontFiles: readonly string[] = [
  '@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf',
  '@expo-google-fonts/arimo/400Regular_Italic/Arimo_400Regular_Italic.ttf',
  '@expo-google-fonts/arimo/600SemiBold/Arimo_600SemiBold.ttf',
  '@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf',
  'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
].map((file) => resolve(file));

export const fontFamily = 'Arimo';

/**
 * Marks that Arimo lacks, and what it has of the same shape. The renderer would set the whole line that one of them stands in with
 * another font.
 */
const likenesses = [
  ['◆', '♦'],
  ['▾', '▼'],
  ['∝', '~'],
  ['⟨', '‹'],
  ['⟩', '›'],
] as const;

export function inCoveredMarks(svg: string): string {
  return likenesses.reduce((text, [mark, likeness]) => text.replaceAll(mark, likeness), svg);
}
