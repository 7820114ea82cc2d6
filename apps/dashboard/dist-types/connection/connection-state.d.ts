/** How things stand with the coordinator. */
export type ConnectionState = {
    readonly kind: 'connecting';
} | {
    readonly kind: 'connected';
}
/** The connection broke and is being tried again; what is shown is as old as `since`. */
 | {
    readonly kind: 'disconnected';
    readonly since: number;
}
/** No token was given. */
 | {
    readonly kind: 'no-token';
}
/** The coordinator refuses this page: nothing changes until somebody acts. */
 | {
    readonly kind: 'refused';
    readonly code: string;
    readonly message: string;
};
//# sourceMappingURL=connection-state.d.ts.map