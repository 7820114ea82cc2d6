/** A measured duration: 0.4 s, 38 s, 2 min 05 s, 3 h 07 min, 2 d 4 h. */
export declare function formatDuration(seconds: number): string;
/** An estimate, no more precise than it is: a few seconds, about 40 s, about 3 min, about 2 h. */
export declare function formatTimeLeft(seconds: number): string;
/** How long ago an instant was: just now, 40 s ago, 3 min ago, 2 h ago, yesterday, then the date. */
export declare function formatAgo(instant: string, now: number): string;
/** An instant in full, in the reader's own time zone. */
export declare function formatInstant(instant: string): string;
//# sourceMappingURL=durations.d.ts.map