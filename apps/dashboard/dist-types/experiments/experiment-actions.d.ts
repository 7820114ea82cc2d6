import type { ExperimentSummary } from '@crossover/protocol';
import type { MenuItem } from '../controls/action-menu.ts';
import type { Session } from '../model/session.ts';
/** Whether an experiment can be cancelled, or gone on with. */
export declare function availableActions({ state, runs }: ExperimentSummary): {
    cancel: boolean;
    resume: boolean;
};
/** The exports of an experiment as items of a menu; `report` is told what went wrong. */
export declare function exportItems({ id, runs }: ExperimentSummary, session: Session, report: (error: unknown) => void): MenuItem[];
//# sourceMappingURL=experiment-actions.d.ts.map