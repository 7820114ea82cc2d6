/**
 * The kinds of contenders that a benchmark's definition names. Each becomes an object with
 *
 *     unitsPerWork             units (a step of one replica, a normal) in one piece of work
 *     secondsPerUnit(work)     does that much work, start-up excluded; a number or a promise of one
 *     outcome()                optional: what came of the work, numbers by name
 *     close()                  optional
 */
import { hostContender } from './host.mjs';
import { normalsContender } from './normals.mjs';
import { runContender } from './run.mjs';
import { simulatorContender } from './simulator.mjs';
import { theoryInBrowserContender } from './theory-in-browser.mjs';
import { theoryContender } from './theory.mjs';

const SEED = 1;

const kinds = {
  simulator: simulatorContender,
  normals: normalsContender,
  host: hostContender,
  run: runContender,
  theory: theoryContender,
  'theory-in-browser': theoryInBrowserContender,
  'c-direct': ({ model, passes }, { cPrograms }) => ({
    unitsPerWork: 1,
    secondsPerUnit: (steps) => {
      const { inputDimension, studentWidth, teacherWidth } = model;
      const sizes = [inputDimension, studentWidth, teacherWidth];
      return cPrograms.run('direct-sgd', ...sizes, steps, SEED, passes).secondsPerStep;
    },
  }),
  'c-normals': (_, { cPrograms }) => ({
    unitsPerWork: 1,
    secondsPerUnit: (count) => cPrograms.run('draw-normals', count, SEED).secondsPerNormal,
  }),
};

/** @param hosts the C programs and the browser of this run */
export function prepareContender(definition, hosts) {
  return kinds[definition.kind](definition, hosts);
}
