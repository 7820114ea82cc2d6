/**
 * The kinds of contenders that a benchmark's definition names. Each becomes an object with
 *
 *     unitsPerWork             units (a step of one replica, a normal) in one piece of work
 *     secondsPerUnit(work)     does that much work, start-up excluded; a number or a promise of one
 *     close()                  optional
 */
import { hostContender } from './host.mjs';
import { normalsContender } from './normals.mjs';
import { simulatorContender } from './simulator.mjs';

const SEED = 1;

const kinds = {
  simulator: simulatorContender,
  normals: normalsContender,
  host: hostContender,
  'c-direct': ({ model }, cPrograms) => ({
    unitsPerWork: 1,
    secondsPerUnit: (steps) => {
      const { inputDimension, studentWidth, teacherWidth } = model;
      const sizes = [inputDimension, studentWidth, teacherWidth];
      return cPrograms.run('direct-sgd', ...sizes, steps, SEED).secondsPerStep;
    },
  }),
  'c-normals': (_, cPrograms) => ({
    unitsPerWork: 1,
    secondsPerUnit: (count) => cPrograms.run('draw-normals', count, SEED).secondsPerNormal,
  }),
};

export function prepareContender(definition, cPrograms) {
  return kinds[definition.kind](definition, cPrograms);
}
