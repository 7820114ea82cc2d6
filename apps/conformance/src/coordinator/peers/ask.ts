import type { EventTable, AnswerOf, WireError } from '@crossover/protocol';
import type { Socket } from 'socket.io-client';
import { RuleBrokenError } from '../../errors.ts';
import { messages } from '../../messages.ts';
import { describeValue } from '../../report/describe-value.ts';
import type { RequirementId } from '../../requirements/index.ts';

export type Good<Table extends EventTable, Name extends keyof Table> = Extract<
  AnswerOf<Table, Name>,
  { ok: true }
>;

/**
 * Sends an event as it is, right or wrong, and gives the answer, which must have the form the protocol says.
 * @throws {RuleBrokenError} C-10
 */
export async function ask<Table extends EventTable, Name extends keyof Table & string>(
  socket: Socket,
  table: Table,
  name: Name,
  message: unknown,
  milliseconds: number,
): Promise<AnswerOf<Table, Name>> {
  const answer = await emit(socket, name, message, milliseconds);
  const parsed = table[name].answer.safeParse(answer);
  if (!parsed.success) {
    throw new RuleBrokenError(
      'C-10',
      `an answer to "${name}" as its schema says (${parsed.error.issues[0]?.message ?? ''})`,
      describeValue(answer),
    );
  }
  return parsed.data as AnswerOf<Table, Name>;
}

/**
 * Sends an event and gives whatever comes back.
 * @throws {RuleBrokenError} C-10, when nothing does
 */
export async function emit(
  socket: Socket,
  name: string,
  message: unknown,
  milliseconds: number,
): Promise<unknown> {
  try {
    return (await socket.timeout(milliseconds).emitWithAck(name, message)) as unknown;
  } catch {
    throw new RuleBrokenError('C-10', `an answer to "${name}"`, messages.notAnswered(milliseconds));
  }
}

/**
 * The good form of an answer.
 * @throws {RuleBrokenError} when it is a refusal
 */
export function good<Answer extends { ok: boolean }>(
  answer: Answer,
  requirement: RequirementId,
  needed: string,
): Extract<Answer, { ok: true }> {
  if (!answer.ok) throw new RuleBrokenError(requirement, needed, describeValue(answer));
  return answer as Extract<Answer, { ok: true }>;
}

/**
 * The error of an answer.
 * @throws {RuleBrokenError} when it is none
 */
export function refused(
  answer: { readonly ok: boolean },
  requirement: RequirementId,
  needed: string,
): WireError {
  if (answer.ok) throw new RuleBrokenError(requirement, needed, describeValue(answer));
  return (answer as unknown as { error: WireError }).error;
}
