import { examples } from '../examples.ts';
import type { Operation } from '../operation.ts';

/** Compute nodes. */
export const nodeOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/nodes',
    id: 'listNodes',
    tag: 'nodes',
    summary: 'The compute nodes that are there, or were lately',
    role: 'viewer',
    answers: [
      {
        status: 200,
        description: 'All of them.',
        content: [{ json: 'NodeList', example: { nodes: [examples.node] } }],
      },
    ],
    errors: [],
  },
  {
    method: 'get',
    path: '/api/nodes/token',
    id: 'showNodeToken',
    tag: 'nodes',
    summary: 'What further nodes join with',
    role: 'operator',
    answers: [
      {
        status: 200,
        description: "The nodes' token; it is not to be cached.",
        content: [{ json: 'NodeToken', example: { token: 'the-token-that-nodes-join-with' } }],
      },
    ],
    errors: [],
  },
];
