import { type Explored, explore, type Violation } from './checker/explore.ts';
import { firstDifference } from './checker/first-difference.ts';
import { invariantsOf } from './invariants.ts';
import type { Broken } from './mutants.ts';
import { protocol } from './protocol/protocol.ts';
import type { Setting } from './protocol/setting.ts';

/** What became of the protocol in one setting. */
export interface Verdict extends Explored {
  readonly setting: string;
  readonly says: string;
  readonly holds: boolean;
  /** The invariants that held in every state and step. */
  readonly held: readonly string[];
}

export const judge = (setting: Setting): Verdict => {
  const invariants = invariantsOf(setting);
  const explored = explore(protocol(setting), invariants);
  const broken = explored.violations.map(({ id }) => id);
  return {
    setting: setting.name,
    says: setting.says,
    ...explored,
    holds: explored.complete && explored.ends !== 'never',
    held: explored.complete ? invariants.map(({ id }) => id).filter((id) => !broken.includes(id)) : [],
  };
};

/** What became of a broken protocol: it must differ, and each invariant that should catch it must. */
export interface MutantVerdict {
  readonly mutant: string;
  readonly says: string;
  readonly killed: boolean;
  readonly expected: readonly string[];
  readonly kills: readonly Violation[];
  /** The way to the first state in which it can do something else; undefined when it never does. */
  readonly differsAfter: readonly string[] | undefined;
  readonly states: number;
  readonly seconds: number;
}

export const judgeMutant = ({ mutant, says, killedBy, setting }: Broken): MutantVerdict => {
  const broken = { ...setting, broken: mutant };
  const { violations, states, seconds } = explore(protocol(broken), invariantsOf(broken), killedBy);
  const kills = violations.filter(({ id }) => killedBy.includes(id));
  const differsAfter = firstDifference(protocol(broken), protocol(setting));
  const killed = differsAfter !== undefined && kills.length === killedBy.length;
  return { mutant, says, killed, expected: killedBy, kills, differsAfter, states, seconds };
};
