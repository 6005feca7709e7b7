import type { Figure } from './figure.ts';
import { concurrentVotes } from './figures/concurrent-votes.ts';
import { headlines } from './figures/headlines.ts';
import { inbox } from './figures/inbox.ts';
import { invocations } from './figures/invocations.ts';
import { mail } from './figures/mail.ts';
import { sessionsApart, sessionsAtOnce, sessionsBesideMails } from './figures/session-cut.ts';
import { transitions } from './figures/transitions.ts';
import { unitCost } from './figures/unit-cost.ts';

/** Every figure, in the order in which a run measures them. */
export const figures: readonly Figure[] = [
  headlines,
  transitions,
  invocations,
  unitCost,
  sessionsApart,
  sessionsAtOnce,
  mail,
  concurrentVotes,
  sessionsBesideMails,
  // The last: it leaves five thousand requests that wait, at which the sweeper looks every minute.
  inbox,
];
