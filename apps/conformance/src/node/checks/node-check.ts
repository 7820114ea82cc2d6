import type { Check } from '../../check.ts';
import type { NodeStage } from '../stage.ts';

export type NodeCheck = Check<NodeStage>;
