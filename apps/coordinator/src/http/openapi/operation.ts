import type { ErrorCode } from '@crossover/protocol';
import type { z } from 'zod';
import type { AnswerName, BodyName } from './components.ts';

/** A form in which an answer may come: JSON of a component, text, or bytes. */
export type Content =
  | { readonly json: AnswerName; readonly example: unknown }
  | { readonly text: string; readonly example: string }
  | { readonly bytes: string };

/** A good answer. */
export interface OperationAnswer {
  readonly status: number;
  readonly description: string;
  readonly content: readonly Content[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** One route as its users are told of it. */
export interface Operation {
  readonly method: 'get' | 'post' | 'delete';
  /** As it is registered: parameters begin with a colon. */
  readonly path: string;
  /** A name for generated clients. */
  readonly id: string;
  readonly tag: 'experiments' | 'results' | 'events' | 'nodes' | 'service';
  readonly summary: string;
  readonly description?: string;
  /** Whose token opens it; an operator's opens what a viewer's does. */
  readonly role: 'nobody' | 'viewer' | 'operator';
  readonly parameters?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: {
    readonly schema: BodyName;
    readonly examples: Readonly<Record<string, unknown>>;
    readonly required: boolean;
  };
  readonly answers: readonly OperationAnswer[];
  /** Beside those that every route of its role has. */
  readonly errors: readonly ErrorCode[];
}
