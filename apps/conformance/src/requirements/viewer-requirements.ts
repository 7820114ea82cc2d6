import type { Requirement } from './requirement.ts';

const seenByItsPerson = 'what a viewer does with what it is told is seen by its person only';

/** What a viewer owes, in the order of docs/protocol.md. */
export const viewerRequirements: readonly Requirement[] = [
  {
    id: 'V-1',
    level: 'MUST',
    text: 'send `watch` after every connection, since a connection begins without one',
    unobservable: seenByItsPerson,
  },
  {
    id: 'V-2',
    level: 'MUST',
    text: 'acknowledge every frame when it is ready for the next one',
    unobservable: seenByItsPerson,
  },
  {
    id: 'V-3',
    level: 'MUST',
    text: 'take the newest word on an experiment, a run or a node for the only one, and points that repeat as the same values',
    unobservable: seenByItsPerson,
  },
];
