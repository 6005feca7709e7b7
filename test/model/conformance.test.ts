import { describe, expect, it } from 'vitest';
import type { Request as RealRequest } from '../../lambdas/core/request/state.ts';
import { type Command, commandsOf, type Decision } from '../../model/protocol/command.ts';
import { decide } from '../../model/protocol/decide.ts';
import { type Request, submitted } from '../../model/protocol/request.ts';
import { type Setting, TICK } from '../../model/protocol/setting.ts';
import { edits, settings, whole } from '../../model/settings.ts';
import { decideForReal, inModel, submitForReal } from './real-core.ts';

/** Where the pending fields of a request mean something: the core keeps them nowhere else. */
const comparable = (request: Request): Request =>
  request.name === 'pending'
    ? { ...request, version: 0 }
    : { ...request, level: 1, round: 1, asked: false, version: 0 };

const said = (decision: Decision) =>
  decision === 'refused' ? decision : { ...decision, request: comparable(decision.request) };

interface Pair {
  readonly now: number;
  readonly model: Request;
  readonly real: RealRequest;
}

const machines: readonly Command[] = [{ type: 'open-level' }, { type: 'lapse' }, { type: 'close', closure: 'changed' }];

/** An access that is ended early ends at the next instant: after every use of it, as the core sees to by a millisecond. */
const instantOf = ({ now, model }: Pair, command: Command): number => {
  const ends = command.type === 'revoke' || command.type === 'return';
  return ends || (command.type === 'vote' && model.name === 'emergency') ? now + 1 : now;
};

/** Everything the two are asked in one state, and where each answer leads. */
const askBoth = (setting: Setting, commands: readonly Command[], pair: Pair) =>
  commands.map((command) => {
    const { now } = pair;
    const decision = decide(setting, pair.model, command, now);
    const answer = decideForReal(setting, pair.real, { command, at: instantOf(pair, command) });
    const next: readonly Pair[] =
      decision !== 'refused' && answer !== 'refused' ? [{ now, model: decision.request, real: answer.request }] : [];
    return { command, now, model: said(decision), real: said(answer === 'refused' ? answer : answer.taken), next };
  });

const walk = (setting: Setting) => {
  const commands = [...commandsOf(setting).map(({ command }) => command), ...machines];
  const met = new Set<string>();
  const waiting: Pair[] = [{ now: 0, model: submitted(setting.asked[0] ?? 0), real: submitForReal(setting) }];
  const differences: unknown[] = [];
  let asked = 0;
  // The list grows while it is walked.
  for (const pair of waiting) {
    const key = JSON.stringify([pair.now, comparable(pair.model)]);
    if (met.has(key)) continue;
    met.add(key);
    const answers = askBoth(setting, commands, pair);
    asked += answers.length;
    differences.push(...answers.filter(({ model, real }) => JSON.stringify(model) !== JSON.stringify(real)));
    waiting.push(...answers.flatMap(({ next }) => next));
    if (pair.now < setting.last) waiting.push({ ...pair, now: pair.now + TICK });
  }
  return { asked, states: met.size, differences };
};

const approvals = settings.filter(({ approved }) => !approved);
const wide: Setting = { ...whole, name: 'whole, two approvals a level', approvals: [2, 2], disapprovals: [2, 2] };
const closed: Setting = { ...whole, name: 'whole, no emergency', emergencyAllowed: false };

describe('the model’s specification and the real core', () => {
  it.each([...approvals, wide, closed])('agree on every command in every state of the setting $name', (setting) => {
    const { asked, states, differences } = walk(setting);

    expect(differences.slice(0, 3)).toEqual([]);
    expect(states).toBeGreaterThan(100);
    expect(asked).toBeGreaterThan(1_000);
  });

  it('are compared so that a difference shows', () => {
    const broken: Setting = { ...edits, broken: 'edit-keeps-old-approvals' };

    expect(walk(broken).differences.length).toBeGreaterThan(0);
  });

  it('begin with the same request', () => {
    expect(inModel(whole, submitForReal(whole))).toEqual(comparable(submitted(0)));
  });
});
