import { describe, expect, it } from 'vitest';
import { controlMessageSchema } from '../src/index.ts';

describe('orders', () => {
  it.each([
    { verb: 'pause' },
    { verb: 'explode', experimentId: 'x' },
    { verb: 'drain', experimentId: 'x' },
    { verb: 'pause', experimentId: 'x', now: true },
  ])('that are not understood are refused: %j', (order) => {
    expect(controlMessageSchema.safeParse(order).success).toBe(false);
  });
});
