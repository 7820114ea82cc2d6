import { describe, expectTypeOf, it } from 'vitest';
import type {
  Answer,
  Assignment,
  Attempt,
  CoordinatorToNodeEvents,
  Frame,
  NodeToCoordinatorEvents,
  ReportMessage,
  RunSummary,
  RunUpdate,
  ViewerToCoordinatorEvents,
} from '../src/index.ts';

type Acknowledgement<Event extends (...parameters: never[]) => unknown> = Parameters<
  Extract<Parameters<Event>[1], (...parameters: never[]) => unknown>
>[0];

describe('event maps', () => {
  it('say what is sent and what is answered', () => {
    expectTypeOf<Parameters<NodeToCoordinatorEvents['lease']>[0]>().toEqualTypeOf<{
      capacity: number;
      most?: number | undefined;
    }>();
    expectTypeOf<Acknowledgement<NodeToCoordinatorEvents['lease']>>().toExtend<
      Answer<{ assignments: Assignment[] }>
    >();
    expectTypeOf<Answer<{ continue: boolean }>>().toExtend<
      Acknowledgement<NodeToCoordinatorEvents['report']>
    >();
    expectTypeOf<Parameters<CoordinatorToNodeEvents['cancel']>[0]>().toEqualTypeOf<{
      runId: string;
      attempt: Attempt;
      graceful: boolean;
    }>();
    expectTypeOf<Parameters<ViewerToCoordinatorEvents['watch']>[0]>().toEqualTypeOf<{
      experimentId: string | null;
    }>();
  });

  it('take bytes as Node and browsers have them, and give one kind', () => {
    expectTypeOf<ReportMessage['checkpoint']>().toEqualTypeOf<Uint8Array | ArrayBuffer | null>();
    expectTypeOf<Assignment['checkpoint']>().toEqualTypeOf<Uint8Array | null>();
  });

  it('let a frame leave out what has not changed', () => {
    expectTypeOf<Frame['runs']>().toEqualTypeOf<RunUpdate[] | undefined>();
    expectTypeOf<RunSummary>().toExtend<RunUpdate>();
  });
});
