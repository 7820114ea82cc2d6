import type { Check } from '../../check.ts';
import type { CoordinatorStage } from '../stage.ts';

export type CoordinatorCheck = Check<CoordinatorStage>;
