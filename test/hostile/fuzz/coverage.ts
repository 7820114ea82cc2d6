import { experimentControlSchema, nodeControlSchema, nodeEvents, viewerEvents } from '@crossover/protocol';
import type { HandlerCount } from './handlers.ts';
import { nameOf, type Routes } from './openapi-routes.ts';
import { classOf, type OutcomeClass } from './outcome-class.ts';
import type { SurfaceCount } from './tally.ts';

/** Of every 2000 cases, at least one is to come to each of these ends on each surface. */
const CASES_FOR_ONE = 2000;

/** Asked for rarely by those who may: each time the whole database is copied. */
const RARE: Readonly<Record<string, number>> = { 'GET /api/backup': 10 };

interface Expectation {
  readonly surface: string;
  /** The kinds of ends that cases must have come to, one of each line. */
  readonly ends: readonly (readonly OutcomeClass[])[];
  /** As the witness knows it, when it knows it by itself. */
  readonly handler?: string;
}

const REACHED: readonly OutcomeClass[] = ['accepted', 'refused by state'];
const REFUSED: readonly OutcomeClass[] = ['refused by form'];
const KEPT_OUT: readonly OutcomeClass[] = ['kept out'];

/** Every event of the contract and every operation of the document: a new one that is not reached is noticed. */
function expectations({ routes }: Routes): Expectation[] {
  const verbs = [
    ...experimentControlSchema.options.map(({ shape }) => shape.verb.value),
    ...nodeControlSchema.shape.verb.options,
  ];
  return [
    ...Object.keys(nodeEvents).map((event) => ({ surface: `node: ${event}`, ends: [REACHED, REFUSED] })),
    ...Object.keys(viewerEvents)
      .filter((event) => event !== 'control')
      .flatMap((event) =>
        ['viewer', 'operator'].map((role) => ({ surface: `${role}: ${event}`, ends: [REACHED, REFUSED] })),
      ),
    ...verbs.flatMap((verb) => [{ surface: `operator: control ${verb}`, ends: [REACHED, REFUSED] }]),
    ...routes.map((route) => ({
      surface: nameOf(route),
      handler: nameOf(route),
      ends: [
        REACHED,
        ...(route.body !== undefined || route.parameters.some((parameter) => parameter.in === 'query')
          ? [REFUSED]
          : []),
        ...(route.schemes.length > 0 ? [KEPT_OUT] : []),
      ],
    })),
  ];
}

/** What was promised to be reached and was not, or too rarely to mean anything. */
export function shortfalls(
  surfaces: readonly SurfaceCount[],
  handlers: readonly HandlerCount[],
  routes: Routes,
  sent: number,
): string[] {
  const neededOf = (surface: string) => Math.floor(sent / CASES_FOR_ONE / (RARE[surface] ?? 1));
  const times = (surface: string, ends: readonly OutcomeClass[]) =>
    Object.entries(surfaces.find((count) => count.surface === surface)?.outcomes ?? {})
      .filter(([outcome]) => ends.includes(classOf(surface, outcome)))
      .reduce((sum, [, count]) => sum + count, 0);
  return expectations(routes).flatMap(({ surface, ends, handler }) => [
    ...ends
      .filter((end) => times(surface, end) < neededOf(surface))
      .map(
        (end) =>
          `${surface}: ${end.join(' or ')} ${times(surface, end)} times, at least ${neededOf(surface)} are needed`,
      ),
    ...(handler === undefined ||
    neededOf(surface) === 0 ||
    handlers.some((count) => count.handler === handler)
      ? []
      : [`${surface}: the witness has not seen its handler entered`]),
  ]);
}
