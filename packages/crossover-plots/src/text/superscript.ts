const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
  '-': '⁻',
  '−': '⁻',
  '+': '⁺',
  '.': '·',
};

/** The digits ⁰ to ⁹ in one string, so that an expression can index them. */
export const SUPERSCRIPT_DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A number as raised characters: −0.49 → ⁻⁰·⁴⁹. Characters without a raised form stay as they are. */
export function superscript(text: string | number): string {
  return [...String(text)].map((character) => SUPERSCRIPTS[character] ?? character).join('');
}
