import { experimentPathSchema } from '@crossover/protocol';
import { examples } from '../examples.ts';
import type { Operation, OperationAnswer } from '../operation.ts';

const { detail, experiment, node } = examples;

const eventText = (name: string, id: number, data: object) =>
  `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

const description =
  'Server-sent events. The first, `state`, is everything (component WatchedState); each `frame` afterwards (component Frame) says what has changed, at most four times a second. A reader that is slow gets fewer frames, each with the newest state. Nothing is lost by connecting again: `state` comes first, whatever Last-Event-ID says. Comments keep an idle connection open. Clients send the token in the header, hence use fetch and not EventSource.';

const stream = (detailed: boolean): OperationAnswer => ({
  status: 200,
  description: 'Events until either side ends the connection.',
  content: [
    {
      text: 'text/event-stream',
      example:
        'retry: 2000\n\n' +
        eventText('state', 0, {
          experiments: [experiment],
          nodes: [node],
          ...(detailed ? { detail } : {}),
        }) +
        eventText('frame', 1, { sequence: 1, experiments: [experiment], removed: [] }),
    },
  ],
});

/** Watching by server-sent events. */
export const eventOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/events',
    id: 'watchAll',
    tag: 'events',
    summary: 'Watch the list of experiments and the nodes',
    description,
    role: 'viewer',
    answers: [stream(false)],
    errors: [],
  },
  {
    method: 'get',
    path: '/api/experiments/:id/events',
    id: 'watchExperiment',
    tag: 'events',
    summary: 'Watch an experiment with its runs and curves',
    description: `${description} The stream ends when the experiment is removed.`,
    role: 'viewer',
    parameters: experimentPathSchema,
    answers: [stream(true)],
    errors: ['unknown-experiment'],
  },
];
