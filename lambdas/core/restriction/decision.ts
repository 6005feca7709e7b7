import type { Action } from '../policy/action.ts';
import type { Flags } from './code.ts';

/** What the flags mean for the person who asks: 000 deny, 100 allow, 110 justify, 111 approve. */
export type Outcome = 'deny' | 'allow' | 'justify' | 'approve';

/** One related group and why it says what it says; `because` is prose, not contract. */
export type Candidate = { code: string; groupId: number; name: string; because: string };

/** The first instant at which outcome or winner changes, with the new winner's code. */
export type NextChange = { at: string; code: string; outcome: Outcome };

/** The answer of policy.md, as `countersign explain --json` prints it. */
export type Decision = {
  outcome: Outcome;
  /** Null when no group relates the user to the credential. */
  code: string | null;
  groupId: number | null;
  user: string;
  credential: string;
  action: Action;
  /** UTC with milliseconds. */
  at: string;
  vaultTime: string;
  /** In decision order; the first is the winner. */
  candidates: Candidate[];
  nextChange: NextChange | null;
};

const outcomes = { '000': 'deny', '100': 'allow', '110': 'justify', '111': 'approve' } as const;

export const outcomeOf = (flags: Flags): Outcome => outcomes[flags];
