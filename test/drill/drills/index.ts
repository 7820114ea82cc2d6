import type { Drill } from '../drill.ts';
import { fullDisk } from './full-disk.ts';
import {
  killAllNodes,
  killCoordinatorEmbedded,
  killCoordinatorPostgres,
  killNode,
  killOneOfTwo,
  killPostgres,
} from './killed-processes.ts';
import { cuts, messages } from './network.ts';
import { clockJump, frozenNode } from './standstill.ts';

export const drills: readonly Drill[] = [
  killNode,
  killAllNodes,
  killCoordinatorEmbedded,
  killCoordinatorPostgres,
  killOneOfTwo,
  killPostgres,
  ...cuts,
  messages,
  frozenNode,
  fullDisk,
  clockJump,
];
