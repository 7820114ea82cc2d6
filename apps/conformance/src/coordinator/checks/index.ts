import { fencing, returning } from './absence.ts';
import { largeMessages, repetitions, unadmitted, wrongMessages } from './acknowledgements.ts';
import { handshakes, secondConnection, tokens, versions } from './admission.ts';
import { gracefulCancel, immediateCancel } from './cancelling.ts';
import type { CoordinatorCheck } from './coordinator-check.ts';
import { lastingErrors, manyErrors, passingErrors, results } from './endings.ts';
import { rhythm, silentViewer, slowViewer } from './frames.ts';
import { hints, load, order, releases, shares } from './leases.ts';
import { reports, wrongPoints } from './reports.ts';
import { largestPacket, namespaces } from './transport.ts';
import { control, pages, removals, watching } from './viewing.ts';

/** Everything that is played against a coordinator, in the order of docs/protocol.md. */
export const coordinatorChecks: readonly CoordinatorCheck[] = [
  namespaces,
  largestPacket,
  tokens,
  versions,
  handshakes,
  secondConnection,
  wrongMessages,
  unadmitted,
  largeMessages,
  repetitions,
  hints,
  shares,
  order,
  releases,
  load,
  reports,
  wrongPoints,
  results,
  passingErrors,
  manyErrors,
  lastingErrors,
  returning,
  fencing,
  gracefulCancel,
  immediateCancel,
  watching,
  rhythm,
  slowViewer,
  silentViewer,
  pages,
  removals,
  control,
];
