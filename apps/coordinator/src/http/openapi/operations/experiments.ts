import {
  experimentPathSchema,
  experimentQuerySchema,
  experimentsQuerySchema,
  failuresQuerySchema,
  runsQuerySchema,
} from '@crossover/protocol';
import { examples } from '../examples.ts';
import type { Operation } from '../operation.ts';

const { detail, experiment, failure, run, runId, specification } = examples;
const submitted = {
  preset: { preset: 'paper/fig3' },
  specification: { specification },
};

/** Experiments: what there is, what is in them, taking new ones in, and steering them. */
export const experimentOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/presets',
    id: 'listPresets',
    tag: 'experiments',
    summary: 'The built-in experiments',
    role: 'viewer',
    answers: [
      {
        status: 200,
        description: 'All of them, with their specifications.',
        content: [
          {
            json: 'PresetList',
            example: {
              presets: [{ name: 'floor', title: specification.title, question: '', specification }],
            },
          },
        ],
      },
    ],
    errors: [],
  },
  {
    method: 'post',
    path: '/api/plan',
    id: 'planExperiment',
    tag: 'experiments',
    summary: 'What of an experiment is finished already; starts nothing',
    role: 'viewer',
    body: { schema: 'SubmitRequest', examples: submitted, required: true },
    answers: [
      {
        status: 200,
        description: 'How many runs it would have, and which of them are known.',
        content: [{ json: 'Plan', example: { runs: 9, finished: [runId] } }],
      },
    ],
    errors: ['invalid-message', 'invalid-specification', 'message-too-large', 'unknown-preset'],
  },
  {
    method: 'get',
    path: '/api/experiments',
    id: 'listExperiments',
    tag: 'experiments',
    summary: 'Experiments, the newest first',
    role: 'viewer',
    query: experimentsQuerySchema,
    answers: [
      {
        status: 200,
        description: 'Those that the filters let pass; `total` counts all pages together.',
        content: [{ json: 'ExperimentList', example: { experiments: [experiment], total: 1 } }],
      },
    ],
    errors: ['invalid-message'],
  },
  {
    method: 'post',
    path: '/api/experiments',
    id: 'submitExperiment',
    tag: 'experiments',
    summary: 'Submit an experiment',
    description:
      'A preset by its name, or a whole specification. The experiment is durable when the answer arrives. Runs that are known already, from whatever experiment, are used again.',
    role: 'operator',
    body: { schema: 'SubmitRequest', examples: submitted, required: true },
    answers: [
      {
        status: 201,
        description: 'It is in the queue.',
        content: [{ json: 'Submission', example: { experiment, runsCreated: 8, runsReused: 1 } }],
      },
    ],
    errors: ['invalid-message', 'invalid-specification', 'message-too-large', 'unknown-preset'],
  },
  {
    method: 'get',
    path: '/api/experiments/:id',
    id: 'showExperiment',
    tag: 'experiments',
    summary: 'An experiment with a page of its runs and their curves so far',
    description:
      'As many runs as one answer should hold, from `offset` on; `runsToFollow` says how many are still to come.',
    role: 'viewer',
    parameters: experimentPathSchema,
    query: experimentQuerySchema,
    answers: [
      {
        status: 200,
        description: 'The experiment.',
        content: [{ json: 'ExperimentDetail', example: detail }],
      },
    ],
    errors: ['invalid-message', 'unknown-experiment'],
  },
  {
    method: 'get',
    path: '/api/experiments/:id/runs',
    id: 'listRuns',
    tag: 'experiments',
    summary: 'The runs of an experiment in its order, without curves',
    role: 'viewer',
    parameters: experimentPathSchema,
    query: runsQuerySchema,
    answers: [
      {
        status: 200,
        description: 'A page of them; `total` counts all pages together.',
        content: [{ json: 'RunList', example: { runs: [run], total: 9 } }],
      },
    ],
    errors: ['invalid-message', 'unknown-experiment'],
  },
  {
    method: 'get',
    path: '/api/experiments/:id/failures',
    id: 'listFailures',
    tag: 'experiments',
    summary: 'Why attempts at runs of an experiment ended with an error, the newest first',
    description: 'A run whose state is `failed` was given up after its last attempt; the others try again.',
    role: 'viewer',
    parameters: experimentPathSchema,
    query: failuresQuerySchema,
    answers: [
      {
        status: 200,
        description: 'A page of them; `total` counts all pages together.',
        content: [{ json: 'FailureList', example: { failures: [failure], total: 1 } }],
      },
    ],
    errors: ['invalid-message', 'unknown-experiment'],
  },
];
