import { experimentPathSchema } from '@crossover/protocol';
import { examples } from '../examples.ts';
import type { Operation } from '../operation.ts';

const { experiment } = examples;

/** A verb for an experiment: the answer says how it stands afterwards. */
const verb = (
  name: string,
  summary: string,
  description: string,
  state: typeof experiment.state,
): Operation => ({
  method: 'post',
  path: `/api/experiments/:id/${name}`,
  id: `${name}Experiment`,
  tag: 'experiments',
  summary,
  description,
  role: 'operator',
  parameters: experimentPathSchema,
  answers: [
    {
      status: 200,
      description: 'How it stands now.',
      content: [{ json: 'ExperimentState', example: { experiment: { ...experiment, state } } }],
    },
  ],
  errors: ['conflict', 'unknown-experiment'],
});

/** What operators do with an experiment after it was submitted. */
export const controlOperations: readonly Operation[] = [
  verb(
    'cancel',
    'Stop an experiment',
    'What is finished stays; runs that another experiment wants go on.',
    'cancelled',
  ),
  verb('resume', 'Go on with an experiment', 'What was cancelled or failed is queued again.', 'running'),
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
];
