import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Command } from '../../../lambdas/core/request/commands.ts';
import { decide } from '../../../lambdas/core/request/decide.ts';
import { replay } from '../../../lambdas/core/request/evolve.ts';
import { notThere, type RequestState, type StateName } from '../../../lambdas/core/request/state.ts';
import { context } from '../../support/request-builders.ts';
import { at, level, minutes, rules, submit, window } from '../../support/request-parts.ts';

/**
 * The life of a request as simply as it can be said: sets, counters and the clock, and nothing shared with the product.
 * Two levels; the first needs two approvals, the second one; one disapproval ends it. Deadline 15:30, window to 16:00.
 */
interface Model {
  name: StateName;
  level: number;
  readonly approved: Set<string>[];
  now: number;
}

interface Real {
  state: RequestState;
  now: number;
}

const people = [
  ['bruno', 'carla', 'fabio'],
  ['dora', 'edu'],
] as const;
const needed = [2, 1];
const allVoters: readonly string[] = people.flat();
const everybody = ['ana', ...allVoters];
const end = at('16:00');
const deadline = at('15:30');
const start = at('14:00');

const asked = submit({
  rules: rules({ levels: [level(people[0], { approvals: 2 }), level(people[1])] }),
  deadline,
  window: window('14:00', '16:00'),
});

const votersOf = ({ level: open }: Model): readonly string[] => people[open] ?? [];

const isOpen = ({ name, now }: Model): boolean => (name === 'approved' || name === 'emergency') && now < end;
const isUndecided = ({ name, now }: Model): boolean => name === 'pending' && now < deadline;

/** What each command does to the model. */
const approves = (by: string) => (model: Model) => {
  const voters = votersOf(model);
  if (!isUndecided(model) || !voters.includes(by)) return;
  const votes = model.approved[model.level] ?? new Set();
  votes.add(by);
  if (votes.size < (needed[model.level] ?? 0)) return;
  model.level += 1;
  if (model.level === people.length) model.name = 'approved';
};

const disapproves = (by: string) => (model: Model) => {
  if (isUndecided(model) && votersOf(model).includes(by)) model.name = 'rejected';
  else if (model.name === 'emergency' && model.now < end && allVoters.includes(by)) model.name = 'revoked';
};

const becomes = (name: StateName, when: (model: Model) => boolean) => (model: Model) => {
  if (when(model)) model.name = name;
};

/** One command to both; afterwards they must tell the same story. */
class Step implements fc.Command<Model, Real> {
  readonly command: Command;
  readonly predict: (model: Model) => void;
  constructor(command: Command, predict: (model: Model) => void) {
    this.command = command;
    this.predict = predict;
  }
  check = (): boolean => true;
  run(model: Model, real: Real): void {
    const outcome = decide(real.state, this.command, context(real.now));
    real.state = replay(outcome.ok ? outcome.value : [], real.state);
    this.predict(model);
    expect(real.state.name).toBe(model.name);
    if (real.state.name === 'pending') expect(real.state.level).toBe(model.level + 1);
  }
  toString = (): string => `${this.command.type} ${'by' in this.command ? this.command.by : ''}`;
}

class Tick implements fc.Command<Model, Real> {
  readonly millis: number;
  constructor(millis: number) {
    this.millis = millis;
  }
  check = (): boolean => true;
  run(model: Model, real: Real): void {
    model.now += this.millis;
    real.now += this.millis;
  }
  toString = (): string => `${this.millis} ms later`;
}

const somebody = fc.constantFrom(...everybody);
const step = (command: Command, predict: (model: Model) => void) => fc.constant(new Step(command, predict));
const vote = (by: string, verdict: 'approve' | 'disapprove'): Command => ({
  type: 'vote',
  by,
  verdict,
  windowVersion: 1,
  channel: 'api',
});
const nothing = (): void => undefined;

const commands = fc.commands(
  [
    step(asked, (model) => {
      // A window is taken until it is over, and none starts more than five minutes ago.
      if (model.name === 'none' && model.now <= start + minutes(5)) model.name = 'pending';
    }),
    somebody.map((by) => new Step(vote(by, 'approve'), approves(by))),
    somebody.map((by) => new Step(vote(by, 'approve'), approves(by))),
    somebody.map((by) => new Step(vote(by, 'disapprove'), disapproves(by))),
    step(
      { type: 'cancel', by: 'ana' },
      becomes('cancelled', ({ name }) => name === 'pending'),
    ),
    step({ type: 'use-emergency', by: 'ana', reason: 'orders are lost' }, becomes('emergency', isUndecided)),
    step(
      { type: 'lapse' },
      becomes('lapsed', ({ name, now }) => name === 'pending' && now >= deadline),
    ),
    step({ type: 'revoke', by: 'gil', administrator: true, text: 'called off' }, becomes('revoked', isOpen)),
    step({ type: 'return', by: 'ana' }, becomes('returned', isOpen)),
    step(
      { type: 'close', password: 'changed' },
      becomes('ended', (model) => ['approved', 'emergency'].includes(model.name) && model.now >= end),
    ),
    step({ type: 'open-level' }, nothing),
    step({ type: 'release', by: 'ana', flags: '111', passwordDue: false }, nothing),
    fc.constantFrom(0, 1, minutes(1), minutes(30)).map((millis) => new Tick(millis)),
  ],
  { maxCommands: 60 },
);

describe('a request', () => {
  test.prop([commands], { numRuns: 500 })('goes where the simplest model of it goes', (all) => {
    const setup = () => ({
      model: { name: 'none' as StateName, level: 0, approved: people.map(() => new Set<string>()), now: start },
      real: { state: notThere as RequestState, now: start },
    });
    fc.modelRun(setup, all);
  });
});
