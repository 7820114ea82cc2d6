import type { WireError } from '@crossover/protocol';
import { Api } from '../connection/api.ts';
import type { ConnectionState } from '../connection/connection-state.ts';
import { type Laboratory } from './laboratory.ts';
/**
 * The page's connection to its laboratory and all that is known through it. Dispatches `change` after every
 * change; the values it holds are replaced, never written to.
 */
export declare class Session extends EventTarget {
    #private;
    constructor(token: string | null);
    get state(): ConnectionState;
    get laboratory(): Laboratory;
    /** Whether the coordinator has told anything yet. */
    get loaded(): boolean;
    /** Why the watched experiment cannot be shown; null when it can. */
    get refusedWatch(): WireError | null;
    get api(): Api | null;
    /** Tries another token. */
    enter(token: string): void;
    /** Follows one experiment in detail, or the list alone. */
    watch(experimentId: string | null): void;
}
//# sourceMappingURL=session.d.ts.map