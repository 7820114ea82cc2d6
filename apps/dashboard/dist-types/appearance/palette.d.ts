import { type ThemeName } from '@crossover/crossover-plots';
export type ScreenTheme = Exclude<ThemeName, 'print'>;
/** Colours of the page that figures do not need. */
interface PageColours {
    /** Behind everything; figures stand on the theme's own background. */
    readonly ground: string;
    /** Header cells, hovered rows, fields. */
    readonly surface: string;
    readonly line: string;
    /** Edges of controls: 3 : 1 and more. */
    readonly edge: string;
    readonly accent: string;
    readonly onAccent: string;
    readonly danger: string;
    readonly good: string;
    readonly warning: string;
}
export declare const pageColours: Readonly<Record<ScreenTheme, PageColours>>;
/** The page's colours as CSS custom properties: one source for page and figures. */
export declare function customProperties(name: ScreenTheme): Record<string, string>;
export {};
//# sourceMappingURL=palette.d.ts.map