import type { Operation } from '../operation.ts';
import { controlOperations } from './control.ts';
import { eventOperations } from './events.ts';
import { experimentOperations } from './experiments.ts';
import { nodeOperations } from './nodes.ts';
import { resultOperations } from './results.ts';
import { serviceOperations } from './service.ts';

/** Every route that is served. */
export const operations: readonly Operation[] = [
  ...experimentOperations,
  ...controlOperations,
  ...resultOperations,
  ...eventOperations,
  ...nodeOperations,
  ...serviceOperations,
];
