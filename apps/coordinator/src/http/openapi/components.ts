import { experimentSpecificationSchema } from '@crossover/experiments';
import {
  attemptSchema,
  cancelRequestSchema,
  errorResponseSchema,
  experimentActionResponseSchema,
  experimentDetailSchema,
  experimentsResponseSchema,
  experimentSummarySchema,
  failureSchema,
  failuresResponseSchema,
  frameSchema,
  healthResponseSchema,
  nodeActionResponseSchema,
  nodesResponseSchema,
  nodeSummarySchema,
  nodeTokenResponseSchema,
  opaqueSpecificationSchema,
  planResponseSchema,
  presetsResponseSchema,
  priorityRequestSchema,
  readyResponseSchema,
  resultsResponseSchema,
  riskPointsSchema,
  runResultResponseSchema,
  runsResponseSchema,
  runSummarySchema,
  runUpdateSchema,
  submitRequestSchema,
  submitResponseSchema,
  watchedStateSchema,
  wireErrorSchema,
} from '@crossover/protocol';
import { z } from 'zod';

/** What answers hold, by the names that the document gives them. */
const answers = {
  Attempt: attemptSchema,
  Error: wireErrorSchema,
  ErrorResponse: errorResponseSchema,
  Experiment: experimentSummarySchema,
  ExperimentDetail: experimentDetailSchema,
  ExperimentList: experimentsResponseSchema,
  ExperimentAction: experimentActionResponseSchema,
  Failure: failureSchema,
  FailureList: failuresResponseSchema,
  Frame: frameSchema,
  Health: healthResponseSchema,
  Node: nodeSummarySchema,
  NodeAction: nodeActionResponseSchema,
  NodeList: nodesResponseSchema,
  NodeToken: nodeTokenResponseSchema,
  Plan: planResponseSchema,
  PresetList: presetsResponseSchema,
  Readiness: readyResponseSchema,
  Results: resultsResponseSchema,
  RiskPoints: riskPointsSchema,
  Run: runSummarySchema,
  RunList: runsResponseSchema,
  RunResult: runResultResponseSchema,
  RunUpdate: runUpdateSchema,
  Specification: opaqueSpecificationSchema,
  Submission: submitResponseSchema,
  WatchedState: watchedStateSchema,
} as const satisfies Record<string, z.ZodType>;

/** What bodies of requests hold. */
const bodies = {
  CancelRequest: cancelRequestSchema,
  ExperimentSpecification: experimentSpecificationSchema,
  PriorityRequest: priorityRequestSchema,
  SubmitRequest: submitRequestSchema,
} as const satisfies Record<string, z.ZodType>;

/** A document of this form; it describes others, itself it is any object. */
const external = { OpenApi: { type: 'object', required: ['openapi', 'info', 'paths'] } } as const;

export type AnswerName = keyof typeof answers | keyof typeof external;
export type BodyName = keyof typeof bodies;

export const referenceTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** All of them as JSON Schema. */
export function componentSchemas(): Record<string, object> {
  return {
    ...schemasOf(answers, 'output'),
    // The schema of the wire leaves the specification to the ends; here it is told.
    ...schemasOf(bodies, 'input', opaqueSpecificationSchema, referenceTo('ExperimentSpecification')),
    ...external,
  };
}

function schemasOf(
  components: Readonly<Record<string, z.ZodType>>,
  io: 'input' | 'output',
  replaced?: z.ZodType,
  replacement: object = {},
): Record<string, object> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(components)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    io,
    uri: (id) => referenceTo(id).$ref,
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema !== (replaced as unknown)) return;
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key as keyof typeof jsonSchema];
      Object.assign(jsonSchema, replacement);
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _dialect, $id: _address, ...schema }]) => [name, schema]),
  );
}
