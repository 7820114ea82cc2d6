import { experimentPathSchema, nodePathSchema } from '@crossover/protocol';
import { examples } from '../examples.ts';
import type { Operation } from '../operation.ts';

const { experiment, node } = examples;

/** A verb for an experiment: the answer says how it stands afterwards. */
const forExperiment = (
  name: string,
  state: typeof experiment.state,
  summary: string,
  description: string,
  more: Partial<Pick<Operation, 'body' | 'errors'>> = {},
): Operation => ({
  method: 'post',
  path: `/api/experiments/:id/${name}`,
  id: `${name}Experiment`,
  tag: 'experiments',
  summary,
  description: `${description} Twice is the same as once.`,
  role: 'operator',
  parameters: experimentPathSchema,
  answers: [
    {
      status: 200,
      description: 'How it stands now.',
      content: [{ json: 'ExperimentAction', example: { experiment: { ...experiment, state } } }],
    },
  ],
  errors: ['conflict', 'unknown-experiment'],
  ...more,
});

/** A verb for a compute node. */
const forNode = (
  name: string,
  state: typeof node.state,
  summary: string,
  description: string,
): Operation => ({
  method: 'post',
  path: `/api/nodes/:id/${name}`,
  id: `${name}Node`,
  tag: 'nodes',
  summary,
  description: `${description} Twice is the same as once.`,
  role: 'operator',
  parameters: nodePathSchema,
  answers: [
    {
      status: 200,
      description: 'How it stands now.',
      content: [{ json: 'NodeAction', example: { node: { ...node, state } } }],
    },
  ],
  errors: ['conflict', 'not-found'],
});

const withBody: Operation['errors'] = [
  'conflict',
  'unknown-experiment',
  'invalid-message',
  'message-too-large',
];

/** What operators do with experiments after they were submitted, and with nodes. */
export const controlOperations: readonly Operation[] = [
  forExperiment(
    'pause',
    'paused',
    'Pause an experiment',
    'Nothing new of it is given out; what computes goes on to its end.',
  ),
  forExperiment(
    'resume',
    'running',
    'Go on with an experiment',
    'What was paused or cancelled is queued again, from the last checkpoints.',
  ),
  forExperiment(
    'cancel',
    'cancelled',
    'Stop an experiment',
    'What is finished stays; runs that another experiment wants go on. Nodes are asked for a last checkpoint, unless `now`.',
    {
      body: {
        schema: 'CancelRequest',
        examples: { graceful: {}, forceful: { now: true } },
        required: false,
      },
      errors: withBody,
    },
  ),
  forExperiment('retry', 'running', 'Try again', 'What has failed is queued again.'),
  forExperiment(
    'priority',
    'running',
    'Change the weight of an experiment',
    'Experiments share the nodes as 1 : 4 : 16.',
    {
      body: { schema: 'PriorityRequest', examples: { high: { priority: 'high' } }, required: true },
      errors: withBody,
    },
  ),
  {
    method: 'delete',
    path: '/api/experiments/:id',
    id: 'removeExperiment',
    tag: 'experiments',
    summary: 'Remove an experiment',
    description: 'Its runs and results go too, unless another experiment has them.',
    role: 'operator',
    parameters: experimentPathSchema,
    answers: [{ status: 204, description: 'It is gone.', content: [] }],
    errors: ['unknown-experiment'],
  },
  forNode('drain', 'draining', 'Empty a node', 'It gets no more runs, and ends those that it has.'),
  forNode('undrain', 'active', 'Use a node again', 'It gets runs again.'),
  forNode('release', 'active', 'Take a node out of quarantine', 'It gets runs again, whatever it has done.'),
];
