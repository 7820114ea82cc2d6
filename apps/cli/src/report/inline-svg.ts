import { Markup, escaped } from './markup.ts';

/**
 * An SVG of Vega's as a part of a page: ids get a prefix, since those of several figures would be one another's; the picture as a
 * whole has a name, and its parts, which hold no words of their own, are left to the eye.
 */
export function inlineSvg(
  svg: string,
  { prefix, label }: { readonly prefix: string; readonly label: string },
): Markup {
  return new Markup(
    svg
      .replaceAll(/\sid="([^"]*)"/g, (_, id: string) => ` id="${prefix}${id}"`)
      .replaceAll(/url\(#([^)]*)\)/g, (_, id: string) => `url(#${prefix}${id})`)
      .replaceAll(
        /(xlink:href|href)="#([^"]*)"/g,
        (_, name: string, id: string) => `${name}="#${prefix}${id}"`,
      )
      .replaceAll(/\s(role|aria-[a-z]+)="[^"]*"/g, '')
      .replace('<svg ', `<svg role="img" aria-label="${escaped(label)}" `),
  );
}
