import type { Clock, Digest } from '../../../lambdas/application/ports/ports.ts';
import { inMemoryAbsenceStore } from './absence-store.ts';
import { inMemoryCustodyStore } from './custody-store.ts';
import { inMemoryDueList } from './due-list.ts';
import { inMemoryEffectStore } from './effect-store.ts';
import { inMemoryHandledMails } from './handled-mails.ts';
import { inMemoryInvitationStore } from './invitation-store.ts';
import type { MemoryTable } from './memory-table.ts';
import { inMemoryOrdinaryHold } from './ordinary-hold.ts';
import { inMemoryPolicySweep } from './policy-sweep.ts';
import { inMemoryQuarantine } from './quarantine.ts';
import { inMemoryRequestLists } from './request-lists.ts';
import { inMemoryOpenReview, inMemoryRequestStore } from './request-store.ts';
import { inMemoryUnreachableStore } from './unreachable-store.ts';
import { inMemoryVaultLog } from './vault-log.ts';

/** Every port that the table `Requests` serves, in memory. */
export const inMemoryStores = (table: MemoryTable, runtime: { clock: Clock; digest: Digest }) => ({
  ...runtime,
  standAside: async () => undefined,
  absences: inMemoryAbsenceStore(table, inMemoryVaultLog(table, runtime)),
  requests: inMemoryRequestStore(table, runtime.clock),
  lists: inMemoryRequestLists(table),
  custody: inMemoryCustodyStore(table),
  due: inMemoryDueList(table),
  effects: inMemoryEffectStore(table),
  handled: inMemoryHandledMails(table),
  hold: inMemoryOrdinaryHold(table),
  policySweep: inMemoryPolicySweep(table),
  openReview: inMemoryOpenReview(table),
  invitations: inMemoryInvitationStore(table),
  quarantine: inMemoryQuarantine(table),
  unreachable: inMemoryUnreachableStore(table, { ...runtime, log: inMemoryVaultLog(table, runtime) }),
  log: inMemoryVaultLog(table, runtime),
});
