import type { Context, Command as RealCommand } from '../../lambdas/core/request/commands.ts';
import { decide } from '../../lambdas/core/request/decide.ts';
import { stepsFor } from '../../lambdas/core/request/effects.ts';
import { replay } from '../../lambdas/core/request/evolve.ts';
import {
  type Ballot,
  notThere,
  type Request as RealRequest,
  type RequestState,
} from '../../lambdas/core/request/state.ts';
import type { Command, Order, Taken } from '../../model/protocol/command.ts';
import type { Request } from '../../model/protocol/request.ts';
import { people, type Setting, TICK, type Window } from '../../model/protocol/setting.ts';
import { facts } from '../support/request-parts.ts';

/** The model's words for the real core, and back. */

const FIRST = Date.parse('2026-11-24T14:00:00Z');
/** An instant of the model: its ticks are hours. */
const INSTANT = 3_600_000 / TICK;
const instant = (tick: number): number => FIRST + tick * INSTANT;
const tickOf = (time: number): number => (time - FIRST) / INSTANT;
const windowAt = ({ start, end }: Window) => ({ start: instant(start), end: instant(end) });

const standing = { enabled: true, named: true };
const everybody: Context['people'] = Object.fromEntries(people.map((person) => [person, standing]));

/** What the real core says to a command: its request, its events and what they ask, in the model's words. */
export interface Said {
  readonly request: RealRequest;
  readonly taken: Taken;
}

const submission = (setting: Setting): RealCommand => ({
  type: 'submit',
  facts: { ...facts(), requester: people[0], createdAt: instant(0) },
  approval: {
    rules: {
      levels: [
        { approvers: people.slice(0, 3), approvals: setting.approvals[0], disapprovals: setting.disapprovals[0] },
        { approvers: people.slice(3), approvals: setting.approvals[1], disapprovals: setting.disapprovals[1] },
      ],
      inLevels: true,
      emergency: setting.emergencyAllowed,
      emailReply: true,
      clockStarts: 'request',
      remindAfter: 1_800_000,
      notifyHandled: false,
      review: { within: 72 * 3_600_000 },
      maxWindow: setting.maxWindow * INSTANT,
    },
    deadline: instant(setting.deadline),
    window: windowAt(setting.windows[setting.asked[0] ?? 0] ?? { start: 0, end: 0 }),
  },
});

export const submitForReal = (setting: Setting): RealRequest => {
  const outcome = decide(notThere, submission(setting), { now: instant(0), people: everybody });
  if (!outcome.ok) throw new Error(`the submission was refused: ${outcome.refusal.rule}`);
  return replay(outcome.value, notThere) as RealRequest;
};

/** The same command, in the core's words. */
const realCommand = (setting: Setting, command: Command): RealCommand => {
  switch (command.type) {
    case 'vote': {
      const window = command.window === undefined ? undefined : setting.windows[command.window];
      return {
        type: 'vote',
        by: people[command.by] ?? '',
        verdict: command.approve ? 'approve' : 'disapprove',
        windowVersion: command.seen,
        window: window && windowAt(window),
        channel: 'api',
      };
    }
    case 'cancel':
    case 'return':
      return { type: command.type, by: people[0] };
    case 'use-emergency':
      return { type: command.type, by: people[0], reason: 'orders are lost' };
    case 'revoke':
      return { type: command.type, by: people[1], administrator: false, text: 'called off' };
    case 'release':
      return { type: command.type, by: people[0], flags: '110', passwordDue: false };
    case 'open-level':
    case 'lapse':
      return { type: command.type };
    case 'close':
      return { type: command.type, password: command.closure === 'none' ? 'changed' : command.closure };
  }
};

export const decideForReal = (
  setting: Setting,
  before: RealRequest,
  { command, at }: { readonly command: Command; readonly at: number },
): Said | 'refused' => {
  const outcome = decide(before, realCommand(setting, command), { now: instant(at), people: everybody });
  if (!outcome.ok) return 'refused';
  const after = replay(outcome.value, before) as RealRequest;
  const events = outcome.value.map(({ type }) => type);
  const orders = outcome.value.flatMap((event) =>
    stepsFor(event, before, after).flatMap((step) => orderOf(step, after)),
  );
  return { request: after, taken: { request: inModel(setting, after), events, orders } };
};

type RealStep = ReturnType<typeof stepsFor>[number];

/** The model leaves out the mails that only inform. */
const orderOf = (step: RealStep, after: RealRequest): readonly Order[] => {
  switch (step.kind) {
    case 'answer-workflow':
      return [{ to: step.kind, round: step.round, answer: answerOf(step.answer) }];
    case 'start-workflow':
    case 'stop-workflow':
    case 'start-close':
      return [{ to: step.kind }];
    case 'schedule-close':
      throw new Error('only an immediate use schedules its close');
    case 'extend-access':
    case 'extend-sessions':
      throw new Error('nothing is extended here');
    case 'mail':
      return mailOrder(step, after);
  }
};

const answerOf = ({ next, windowEnd }: Extract<RealStep, { kind: 'answer-workflow' }>['answer']) =>
  next === 'wait' ? tickOf(Date.parse(windowEnd)) : next;

const mailOrder = ({ notice, to }: Extract<RealStep, { kind: 'mail' }>, after: RealRequest): readonly Order[] => {
  if (notice === 'approval-asked' && after.name === 'pending') return [{ to: 'ask', level: after.level as 1 | 2 }];
  if (notice !== 'emergency-used' || to === 'administrators') return [];
  return [{ to: 'tell-emergency', people: to.map((person) => (people as readonly string[]).indexOf(person)) }];
};

const ballotOf = (ballots: readonly Ballot[], person: string): number => {
  const ballot = ballots.find(({ by }) => by === person);
  if (!ballot) return 0;
  return ballot.verdict === 'approve' ? ballot.windowVersion : 9;
};

/** A real request as the model sees it. The version is the shell's, so it is not compared. */
export const inModel = (setting: Setting, real: RequestState): Request => {
  if (real.name === 'none' || real.name === 'granted') throw new Error(`the model has no request that is ${real.name}`);
  const window = 'window' in real ? real.window : { start: instant(0), end: instant(0) };
  const closure = 'closure' in real && real.closure ? real.closure.password : 'none';
  const pending = real.name === 'pending' ? real : { level: 1, round: 1, asked: false };
  return {
    name: real.name,
    level: pending.level as 1 | 2,
    round: pending.round,
    asked: pending.asked,
    ballots: people.map((person) => ballotOf(real.ballots, person)),
    versions: real.windows.map((version) => windowNumber(setting, version)),
    start: tickOf(window.start),
    end: tickOf(window.end),
    mark: real.emergency !== undefined,
    released: 'releasedAt' in real && real.releasedAt !== undefined,
    closure,
    version: 0,
  };
};

const windowNumber = (setting: Setting, { start, end }: Window): number =>
  setting.windows.findIndex((each) => instant(each.start) === start && instant(each.end) === end);
