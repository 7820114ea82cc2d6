import { type TemplateResult } from 'lit';
/** Text with its exponents raised. */
export declare function mathText(text: string): TemplateResult;
//# sourceMappingURL=math-text.d.ts.map