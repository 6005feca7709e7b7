import { closedInTheEnd, oneAtATime, releasedInsideOnly, unusableAfterTheEnd } from './access.ts';
import {
  approvedByEnough,
  decidedInTime,
  decidedOnce,
  emergencyAsAllowed,
  grantedAsApproved,
  levelByLevel,
  reviewedFirst,
} from './decision.ts';
import type { Invariant } from './invariant.ts';
import { decisionIsPure } from './pure-decision.ts';
import {
  answeredOnce,
  everybodyTold,
  nothingIsLeft,
  readsChangeNothing,
  recordedExactly,
  secretsStay,
} from './records.ts';

/**
 * I-1 to I-16 of the threat model, as far as they can be seen in a world without HTTP, logs and networks. Not seen here:
 * the bytes of a session (I-2), GET and HEAD themselves (I-12; the use cases behind them are), and logs, histories and
 * queues of AWS (I-15; items, records and mails are): the end-to-end tests look at those.
 */
export const invariants: readonly Invariant[] = [
  releasedInsideOnly,
  unusableAfterTheEnd,
  decidedOnce,
  levelByLevel,
  approvedByEnough,
  decidedInTime,
  recordedExactly,
  grantedAsApproved,
  everybodyTold,
  closedInTheEnd,
  nothingIsLeft,
  readsChangeNothing,
  decisionIsPure,
  answeredOnce,
  secretsStay,
  emergencyAsAllowed,
  oneAtATime,
  reviewedFirst,
];
