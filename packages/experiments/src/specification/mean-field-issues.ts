import { classifyRegime } from '@crossover/ode-theory';
import type { SpecificationIssue } from '../errors.ts';
import { messages } from '../messages.ts';
import { startDependsOnDimension } from './dimension-dependence.ts';
import { SPECIFICATION_LIMITS } from './limits.ts';
import type { TheorySpecification } from './run-specification.ts';
import { show } from './show.ts';

/** What keeps particles from standing for the units of a run; whether its start is one of theirs is seen when it is made. */
export function meanFieldIssues(
  specification: TheorySpecification,
  studentWidth: number,
): SpecificationIssue[] {
  const { activation, teacherActivation, secondLayer, weightDecay, observables } = specification;
  const { initial, inputDimension, teacherWidth, times } = specification;
  const { theta } = classifyRegime(specification);
  const numbers = times.length * studentWidth * (teacherWidth + 1);
  const outputs = secondLayer.teacher;
  const faults: readonly (SpecificationIssue & { readonly holds: boolean })[] = [
    { holds: theta < 0, path: 'delta', message: messages.meanFieldRegime(theta) },
    {
      holds: observables !== 'risk',
      path: 'observables',
      message: messages.meanFieldObservables(),
    },
    {
      holds: activation !== 'erf',
      path: 'activation',
      message: messages.meanFieldOnly('the activation "erf"', show(activation)),
    },
    {
      holds: activation === 'erf' && teacherActivation !== 'erf',
      path: 'teacherActivation',
      message: messages.meanFieldOnly('the activation "erf" of the teacher', show(teacherActivation)),
    },
    {
      holds: secondLayer.kind !== 'fixed' || secondLayer.student !== null,
      path: 'secondLayer',
      message: messages.meanFieldOnly('a fixed second layer of ones', show(secondLayer)),
    },
    {
      holds: outputs !== null && outputs.length !== teacherWidth,
      path: 'secondLayer.teacher',
      message: messages.listLength(outputs?.length ?? 0, teacherWidth),
    },
    {
      holds: weightDecay !== 0,
      path: 'weightDecay',
      message: messages.meanFieldOnly('no weight decay', String(weightDecay)),
    },
    {
      holds: initial.kind !== 'teacher-span' && initial.kind !== 'explicit',
      path: 'initial',
      message: messages.meanFieldStart(initial.kind),
    },
    {
      holds: inputDimension === null && startDependsOnDimension(specification),
      path: 'inputDimension',
      message: messages.startNeedsDimension(initial.kind),
    },
    {
      holds: numbers > SPECIFICATION_LIMITS.resultNumbers,
      path: 'times',
      message: messages.meanFieldSize(numbers, SPECIFICATION_LIMITS.resultNumbers),
    },
  ];
  const issues = faults.filter(({ holds }) => holds).map(({ path, message }) => ({ path, message }));
  const isOfStartAlone = issues.some(({ path }) => path === 'initial');
  return isOfStartAlone ? issues.filter(({ path }) => path !== 'inputDimension') : issues;
}
