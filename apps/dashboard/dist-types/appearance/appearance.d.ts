import { type ScreenTheme } from './palette.ts';
export declare const APPEARANCES: readonly ["system", "light", "dark"];
export type Appearance = (typeof APPEARANCES)[number];
/** Light or dark: as the system says, unless the reader chose. Dispatches `change` when it is another. */
export declare class AppearanceChoice extends EventTarget {
    #private;
    constructor();
    get appearance(): Appearance;
    get theme(): ScreenTheme;
    choose(appearance: Appearance): void;
}
//# sourceMappingURL=appearance.d.ts.map