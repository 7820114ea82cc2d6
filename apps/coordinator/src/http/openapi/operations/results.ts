import {
  experimentPathSchema,
  resultsQuerySchema,
  runPathSchema,
  runResultQuerySchema,
} from '@crossover/protocol';
import { examples } from '../examples.ts';
import type { Operation } from '../operation.ts';

const { experiment, result, runId } = examples;
const header =
  'run,kind,equations,engine,regime,p0,p,k,d,kappa,delta,gamma0,noise,initial,seed,replica,t,step,risk';

/** Results of finished runs. */
export const resultOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/experiments/:id/results',
    id: 'exportResults',
    tag: 'results',
    summary: 'The finished runs of an experiment as a file',
    description:
      'Written while it is read, however large it is. Numbers have the bits that were computed. An answer that breaks off has no proper end: the connection is cut.',
    role: 'viewer',
    parameters: experimentPathSchema,
    query: resultsQuerySchema,
    answers: [
      {
        status: 200,
        description: 'The file.',
        headers: { 'content-disposition': 'A name for the file, of all formats but JSON.' },
        content: [
          { json: 'Results', example: { experiment, runs: [result] } },
          {
            text: 'text/csv',
            example: `${header}\n${runId},simulation,,direct,plateau,4,4,2,100,0,0,1,0.001,teacher-span,0,0,0,0,0.31\n`,
          },
          { bytes: 'application/zip' },
          { bytes: 'application/vnd.apache.parquet' },
        ],
      },
    ],
    errors: ['conflict', 'invalid-message', 'message-too-large', 'unknown-experiment'],
  },
  {
    method: 'get',
    path: '/api/runs/:id/result',
    id: 'showResult',
    tag: 'results',
    summary: 'The result of one finished run',
    role: 'viewer',
    parameters: runPathSchema,
    query: runResultQuerySchema,
    answers: [
      {
        status: 200,
        description: 'Readable, or as the bytes that its node has sent.',
        headers: { 'x-crossover-digest': 'SHA-256 of the bytes, where they are asked for.' },
        content: [{ json: 'RunResult', example: result }, { bytes: 'application/octet-stream' }],
      },
    ],
    errors: ['invalid-message', 'no-result', 'unknown-run'],
  },
];
