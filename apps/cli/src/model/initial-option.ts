import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { InitialConditionSpecification } from '@crossover/experiments';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';

/** The options that say where the overlaps start. */
export interface InitialOptions {
  readonly initial: string;
  readonly selfOverlap: number;
  readonly alignment: number;
  readonly perturbation: number;
  readonly standardDeviation: number;
}

const matrix = z.array(z.array(z.number()));
const overlapsFileSchema = z.object({ Q: matrix, M: matrix, P: matrix });

/**
 * Reads `--initial`: the name of a law, or a file of explicit overlaps.
 *
 * @throws UsageError when it is neither
 */
export function readInitialCondition(options: InitialOptions): InitialConditionSpecification {
  switch (options.initial) {
    case 'teacher-span':
    case 'sphere':
      return { kind: options.initial };
    case 'gaussian':
      return { kind: 'gaussian', standardDeviation: options.standardDeviation };
    case 'symmetric':
      return {
        kind: 'symmetric',
        selfOverlap: options.selfOverlap,
        alignment: options.alignment,
        perturbation: options.perturbation,
      };
    default:
      return { kind: 'explicit', ...readOverlapsFile(options.initial) };
  }
}

/** Overlaps from a file. @throws UsageError when there is none, or something else in it */
export function readOverlapsFile(path: string): z.infer<typeof overlapsFileSchema> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(messages.unknownStart(path, (error as Error).message), { cause: error });
  }
  try {
    return overlapsFileSchema.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new UsageError(messages.unreadableStart(path, reason), { cause: error });
  }
}
