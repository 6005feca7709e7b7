import { type Deed, type Setting, TICK, type Window } from './protocol/setting.ts';

/** A window from tick to tick. */
const ticks = (start: number, end: number): Window => ({ start: start * TICK, end: end * TICK });

const votes: readonly Deed[] = ['approve', 'disapprove'];
const uses: readonly Deed[] = ['release', 'revoke', 'return'];

/**
 * What the settings share where they do not say otherwise. The ticks: 0 before the window, 1 in it, 2 past the deadline,
 * 3 past the window. `dora` and `edu` of level 2 both have to disapprove; one of level 1 is enough.
 */
const base: Omit<Setting, 'name' | 'says' | 'deeds'> = {
  asked: [0],
  windows: [ticks(1, 3)],
  maxWindow: 2 * TICK,
  deadline: 2 * TICK,
  last: 3 * TICK,
  approvals: [2, 1],
  disapprovals: [1, 2],
  rotate: 'always',
  emergencyAllowed: true,
  approved: false,
  inFlight: 2,
  faults: 1,
};

/** Two grants on one credential; the requests are approved already and their workflows wait. */
const two: Omit<Setting, 'name' | 'says' | 'windows'> = {
  ...base,
  asked: [0, 1],
  last: 2 * TICK,
  approved: true,
  inFlight: 1,
  faults: 0,
  deeds: ['release', 'return'],
};

/** Small enough for every run of the tests. */
export const small: Setting = {
  ...base,
  name: 'small',
  says: 'one approval a level, one command on its way, one fault',
  approvals: [1, 1],
  disapprovals: [1, 1],
  inFlight: 1,
  deeds: [...votes, 'cancel'],
};

/** From the request to the closed access, everything at once. */
export const whole: Setting = {
  ...small,
  name: 'whole',
  says: 'everything one request can do, one approval a level, one command on its way, one fault',
  deeds: [...votes, 'cancel', 'use-emergency', ...uses],
};

export const access: Setting = {
  ...base,
  name: 'access',
  says: 'after the approval: release, revoke and return, two at once, two faults',
  approved: true,
  faults: 2,
  deeds: uses,
};

export const edits: Setting = {
  ...base,
  name: 'edits',
  says: 'approvers change the window: narrower and wider; levels open again; one command on its way, one fault',
  windows: [ticks(1, 3), ticks(1, 2), ticks(0, 3)],
  maxWindow: 3 * TICK,
  inFlight: 1,
  faults: 1,
  deeds: [...votes, 'edit'],
};

export const settings: readonly Setting[] = [
  {
    ...base,
    name: 'levels',
    says: 'two levels of two approvers, votes, cancel and emergency, two commands at once, one fault',
    deeds: [...votes, 'cancel', 'use-emergency'],
  },
  whole,
  access,
  edits,
  {
    ...two,
    name: 'overlap',
    says: 'two grants on one credential that overlap',
    windows: [ticks(0, 1), ticks(0, 2)],
  },
  {
    ...two,
    name: 'gap',
    says: 'two grants on one credential, the second begins when the first ends',
    windows: [ticks(0, 1), ticks(1, 2)],
  },
  {
    ...two,
    name: 'when-used',
    says: 'two grants that overlap, on a credential whose password is changed only when it was used',
    rotate: 'when-used',
    windows: [ticks(0, 1), ticks(0, 2)],
  },
];
