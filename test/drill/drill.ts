import type { LaboratoryPlan } from './drill-laboratory.ts';
import type { Scene } from './scene.ts';

/** One kind of trouble. */
export interface Drill {
  readonly name: string;
  readonly what: string;
  readonly store: 'embedded' | 'PostgreSQL';
  readonly plan: LaboratoryPlan;
  /** Laboratories at the same time: more for drills that wait more than they compute. */
  readonly lanes: number;
  /** Why it cannot be done on this machine, if so. */
  readonly obstacle?: () => string | undefined;
  /** Before the experiment is submitted. */
  readonly before?: (scene: Scene) => void;
  /** Disturbs, and puts right what does not get right by itself. */
  readonly disturb: (scene: Scene) => Promise<void>;
  /** After the experiment has finished. */
  readonly after?: (scene: Scene) => void;
}
