import { PROTOCOL_VERSION } from '@crossover/protocol';
import { SOFTWARE_VERSION } from '../../../version.ts';
import type { Operation } from '../operation.ts';

const checks = [
  { name: 'running', ok: true, message: 'taking in work' },
  { name: 'store', ok: true, message: 'answers' },
  { name: 'tables', ok: true, message: 'in their newest form' },
  { name: 'queue', ok: true, message: 'at work' },
];

const stopping = { name: 'running', ok: false, message: 'is being stopped' };

/** The coordinator as a service: is it there, can it work, how is it. */
export const serviceOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/health',
    id: 'health',
    tag: 'service',
    summary: 'Whether the process is alive',
    role: 'nobody',
    answers: [
      {
        status: 200,
        description: 'It is, whatever else is wrong.',
        content: [
          {
            json: 'Health',
            example: {
              status: 'ok',
              protocolVersion: PROTOCOL_VERSION,
              softwareVersion: SOFTWARE_VERSION,
              store: 'embedded',
            },
          },
        ],
      },
    ],
    errors: [],
  },
  {
    method: 'get',
    path: '/ready',
    id: 'readiness',
    tag: 'service',
    summary: 'Whether it can take in work and give it out',
    role: 'nobody',
    answers: [
      {
        status: 200,
        description: 'It can.',
        content: [{ json: 'Readiness', example: { status: 'ready', checks } }],
      },
      {
        status: 503,
        description: 'It cannot now; the checks that are not ok say why.',
        content: [
          { json: 'Readiness', example: { status: 'not-ready', checks: [stopping, ...checks.slice(1)] } },
        ],
      },
    ],
    errors: [],
  },
  {
    method: 'get',
    path: '/metrics',
    id: 'metrics',
    tag: 'service',
    summary: 'Measurements for Prometheus',
    role: 'viewer',
    answers: [
      {
        status: 200,
        description: 'In the text format of Prometheus.',
        content: [
          {
            text: 'text/plain',
            example:
              '# HELP crossover_runs Runs by state.\n# TYPE crossover_runs gauge\ncrossover_runs{state="queued"} 4\n',
          },
        ],
      },
    ],
    errors: [],
  },
  {
    method: 'get',
    path: '/api/backup',
    id: 'backup',
    tag: 'service',
    summary: 'Everything that the embedded store holds',
    description:
      'One file, which `crossover restore` reads. The store waits while its files are copied, and goes on while they are sent. A PostgreSQL server is backed up with its own means, and refused here.',
    role: 'operator',
    answers: [
      {
        status: 200,
        description: 'The file, compressed with gzip.',
        content: [{ bytes: 'application/gzip' }],
        headers: { 'content-disposition': 'A name for the file, with the date.' },
      },
    ],
    errors: ['conflict'],
  },
  {
    method: 'get',
    path: '/api/openapi.json',
    id: 'openapi',
    tag: 'service',
    summary: 'This document',
    role: 'viewer',
    answers: [
      {
        status: 200,
        description: 'OpenAPI 3.1.',
        content: [
          {
            json: 'OpenApi',
            example: { openapi: '3.1.0', info: { title: 'Crossover', version: SOFTWARE_VERSION }, paths: {} },
          },
        ],
      },
    ],
    errors: [],
  },
];
