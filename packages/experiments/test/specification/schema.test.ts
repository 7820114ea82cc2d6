import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import {
  experimentSpecificationSchema,
  findPreset,
  runInputSchema,
  runSpecificationSchema,
  type InitialCondition,
  type InitialConditionSpecification,
  type RunSpecification,
} from '../../src/index.ts';
import { simulation } from '../sample-runs.ts';

describe('the schemas', () => {
  it('can be published as JSON Schema', () => {
    for (const schema of [runInputSchema, runSpecificationSchema, experimentSpecificationSchema]) {
      expect(JSON.stringify(z.toJSONSchema(schema, { io: 'input' }))).toContain(
        '"additionalProperties":false',
      );
    }
  });

  it('keep presets as they are: defaults are filled in once', () => {
    const preset = findPreset('crossover');
    expect(experimentSpecificationSchema.parse(preset)).toEqual(preset);
  });

  it('refuse a run that is not spelled out in full where that is required', () => {
    expect(runSpecificationSchema.safeParse({ ...simulation(), engine: 'auto' }).success).toBe(false);
    expect(runSpecificationSchema.safeParse({ ...simulation(), seed: undefined }).success).toBe(false);
  });

  it('describe the types that engines take', () => {
    expectTypeOf<InitialConditionSpecification>().toExtend<InitialCondition>();
    expectTypeOf<
      Extract<RunSpecification, { kind: 'simulation' }>['inputDimension']
    >().toEqualTypeOf<number>();
    expectTypeOf<Extract<RunSpecification, { kind: 'theory' }>['inputDimension']>().toEqualTypeOf<
      number | null
    >();
  });
});
