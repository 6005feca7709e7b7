import { expect } from 'vitest';
import type { Command, Context } from '../../lambdas/core/request/commands.ts';
import { decide } from '../../lambdas/core/request/decide.ts';
import { type Step, stepsFor } from '../../lambdas/core/request/effects.ts';
import type { EventName, RequestEvent } from '../../lambdas/core/request/events.ts';
import { replay } from '../../lambdas/core/request/evolve.ts';
import type { Request, RequestState } from '../../lambdas/core/request/state.ts';
import type { Rule } from '../../lambdas/core/request/transitions.ts';
import { context } from './request-builders.ts';

/** `given(state).when(command, context)` decides really; what it must lead to is said by the outcome's own words. */
export const given = (state: RequestState) => ({
  when: (command: Command, when: Context = context('14:20')) => outcomeOf(state, command, when),
});

const sentence: unknown = expect.stringMatching(/^[A-Z][^{}[\]]{10,}\.$/);

const outcomeOf = (before: RequestState, command: Command, when: Context) => {
  const decided = decide(before, command, when);
  const events = (): readonly RequestEvent[] => {
    if (decided.ok) return decided.value;
    throw new Error(`refused by ${decided.refusal.rule}: ${decided.refusal.reason}`);
  };
  const state = () => replay(events(), before) as Request;
  return {
    decided,
    /** Exactly these events, in this order. */
    records: (...expected: readonly RequestEvent[]) => expect(events()).toEqual(expected),
    /** Events of these types, in this order. */
    recordsOnly: (...types: readonly EventName[]) => expect(events().map(({ type }) => type)).toEqual(types),
    /** By this rule, in one or two sentences for the person; `field` is the part of the command that caused it. */
    refuses: (rule: Rule, field?: string) =>
      expect(decided).toStrictEqual({ ok: false, refusal: { rule, reason: sentence, ...(field && { field }) } }),
    staysQuiet: () => expect(decided).toEqual({ ok: true, value: [] }),
    state,
    /** What is to be done about the events. */
    steps: (): readonly Step[] => events().flatMap((event) => stepsFor(event, before, state())),
  };
};
