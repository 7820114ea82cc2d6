import { nothing } from 'lit';
import { Directive, type ElementPart, type PartInfo } from 'lit/directive.js';
/** Style properties by their CSS names; null takes one away. */
export type StyleProperties = Readonly<Record<string, string | null>>;
/**
 * Sets style properties of the element it stands on, one by one. Lit's own `styleMap` writes the style
 * attribute when it renders first, which the content security policy (`style-src 'self'`) blocks; setting
 * properties is allowed.
 */
declare class StyledDirective extends Directive {
    #private;
    constructor(part: PartInfo);
    render(_properties: StyleProperties): typeof nothing;
    update(part: ElementPart, [properties]: [StyleProperties]): typeof nothing;
}
export declare const styled: (_properties: Readonly<Record<string, string | null>>) => import("lit-html/directive.js").DirectiveResult<typeof StyledDirective>;
export {};
//# sourceMappingURL=styled.d.ts.map