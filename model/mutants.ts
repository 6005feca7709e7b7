import type { Mutant, Setting } from './protocol/setting.ts';
import { access, edits, small, whole } from './settings.ts';

/** A broken protocol, the setting that shows it best, and every invariant that must catch it. */
export interface Broken {
  readonly mutant: Mutant;
  readonly says: string;
  readonly killedBy: readonly string[];
  readonly setting: Setting;
}

const calm = { ...whole, faults: 0 };

/** The ten of threats.md 3, in its order. */
const ten: readonly Broken[] = [
  {
    mutant: 'no-conditional-write',
    says: 'a decision is written whatever became of the request meanwhile',
    killedBy: ['I-3'],
    setting: { ...small, faults: 0, inFlight: 2 },
  },
  {
    mutant: 'no-outbox',
    says: 'who decides also does what follows, and may die before it',
    killedBy: ['I-9', 'I-10'],
    setting: whole,
  },
  { mutant: 'mail-all-levels', says: 'every level is asked at once', killedBy: ['I-4'], setting: calm },
  { mutant: 'self-approval', says: 'the requester’s approval counts', killedBy: ['I-5'], setting: calm },
  { mutant: 'level-skip', says: 'a level may approve before it is open', killedBy: ['I-5'], setting: calm },
  {
    mutant: 'expiry-by-timer-only',
    says: 'only the timer ends the time to decide',
    killedBy: ['I-6'],
    setting: calm,
  },
  {
    mutant: 'audit-outside-transaction',
    says: 'the audit record is written after the decision',
    killedBy: ['I-7'],
    setting: calm,
  },
  {
    mutant: 'release-by-state-only',
    says: 'a release looks at the state and not at the window',
    killedBy: ['I-1'],
    setting: calm,
  },
  {
    mutant: 'emergency-tells-current-level-only',
    says: 'an emergency is told to the open level only',
    killedBy: ['I-9'],
    setting: calm,
  },
  {
    mutant: 'emergency-after-deny',
    says: 'an emergency may follow a rejection',
    killedBy: ['I-3'],
    setting: calm,
  },
];

/** Five more, each a rule of ours that the ten do not touch. */
const more: readonly Broken[] = [
  {
    mutant: 'release-without-lock',
    says: 'a release is not conditioned on the lock',
    killedBy: ['I-1'],
    setting: { ...access, faults: 0 },
  },
  {
    mutant: 'hand-over-without-second-look',
    says: 'a password is handed over although a change of it began after the release was recorded',
    killedBy: ['I-10'],
    setting: { ...access, faults: 0 },
  },
  {
    mutant: 'close-throws-where-nothing-is-open',
    says: 'a workflow that was sent to close a pending request tries for ever',
    killedBy: ['I-11'],
    setting: small,
  },
  {
    mutant: 'no-sweeper',
    says: 'nobody looks for what a lost workflow should have done',
    killedBy: ['I-10', 'I-11'],
    setting: small,
  },
  {
    mutant: 'edit-keeps-old-approvals',
    says: 'a level that was passed stays passed when the window is changed',
    killedBy: ['I-5', 'I-8'],
    setting: { ...edits, faults: 0 },
  },
];

export const mutants: readonly Broken[] = [...ten, ...more];
