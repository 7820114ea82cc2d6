import { nothing } from 'lit';
import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';

/** Style properties by their CSS names; null takes one away. */
export type StyleProperties = Readonly<Record<string, string | null>>;

/**
 * Sets style properties of the element it stands on, one by one. Lit's own `styleMap` writes the style
 * attribute when it renders first, which the content security policy (`style-src 'self'`) blocks; setting
 * properties is allowed.
 */
class StyledDirective extends Directive {
  #before: StyleProperties = {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) {
      throw new TypeError(
        'styled() found in an attribute or in text; write it inside the tag: <div ${styled(…)}>.',
      );
    }
  }

  override render(_properties: StyleProperties): typeof nothing {
    return nothing;
  }

  override update(part: ElementPart, [properties]: [StyleProperties]): typeof nothing {
    const { style } = part.element as HTMLElement;
    for (const name of Object.keys(this.#before)) {
      if (!(name in properties)) style.removeProperty(name);
    }
    for (const [name, value] of Object.entries(properties)) {
      if (value === this.#before[name]) continue;
      if (value === null) style.removeProperty(name);
      else style.setProperty(name, value);
    }
    this.#before = properties;
    return nothing;
  }
}

export const styled = directive(StyledDirective);
