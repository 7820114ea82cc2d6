import { viewerEvents, type Frame, type WireError } from '@crossover/protocol';
import type { ConnectionState } from './connection-state.ts';
type WatchAnswer = Extract<ReturnType<typeof viewerEvents.watch.answer.parse>, {
    ok: true;
}>;
/** What a connection tells its owner. */
export interface ConnectionListener {
    state(state: ConnectionState): void;
    /** Everything anew, for the experiment that is watched (or for the list alone). */
    answer(experimentId: string | null, answer: WatchAnswer): void;
    frame(frame: Frame): void;
    /** The experiment cannot be watched, because there is none of this id. */
    watchRefused(experimentId: string | null, error: WireError): void;
}
/**
 * The live connection to the coordinator, over WebSocket alone. Comes back by itself after a break and then
 * asks for everything again, since frames may have been missed.
 */
export declare class ViewerConnection {
    #private;
    constructor(token: string, listener: ConnectionListener);
    /** Follows one experiment in detail, or the list alone. */
    watch(experimentId: string | null): void;
    close(): void;
}
export {};
//# sourceMappingURL=viewer-connection.d.ts.map