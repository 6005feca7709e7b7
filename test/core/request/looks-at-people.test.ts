import { expect, it } from 'vitest';
import type { Command } from '../../../lambdas/core/request/commands.ts';
import { decide } from '../../../lambdas/core/request/decide.ts';
import { looksAtPeople } from '../../../lambdas/core/request/looks-at-people.ts';
import type { People } from '../../../lambdas/core/request/people.ts';
import { anOpenSession, everyState } from '../../support/request-builders.ts';
import { at, submit } from '../../support/request-parts.ts';

/** People at whom nobody may look. */
const unread: People = new Proxy(
  {},
  {
    get: () => {
      throw new Error('the decision looked at people');
    },
  },
);

const commands: readonly Command[] = [
  submit(),
  { type: 'cancel', by: 'ana' },
  { type: 'use-emergency', by: 'ana', reason: 'orders are lost' },
  { type: 'return', by: 'ana' },
  { type: 'extend', extension: '01KATZ9B00TESTREQUEST00002', until: at('17:00') },
  { type: 'note-review-overdue' },
  { type: 'remind' },
  { type: 'lapse' },
  { type: 'note-overdue' },
  { type: 'close', password: 'changed' },
];

it.each(commands)('$type is decided in every state without a look at anybody', (command) => {
  for (const state of [...Object.values(everyState), anOpenSession()])
    for (const time of ['14:05', '14:20', '15:30', '16:00', '18:00'])
      expect(() => decide(state, command, { now: at(time), people: unread })).not.toThrow();
});

it('nobody is looked up for these commands, and for every other the people are', () => {
  const spared = Object.entries(looksAtPeople).flatMap(([name, looks]) => (looks ? [] : [name]));

  expect(new Set(spared)).toEqual(new Set(commands.map(({ type }) => type)));
});
