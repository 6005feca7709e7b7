import { newUlid, sha256 } from '../../../lambdas/adapters/runtime/runtime.ts';
import type { AbsenceStore } from '../../../lambdas/application/ports/absence-ports.ts';
import type { EffectStore } from '../../../lambdas/application/ports/effect-ports.ts';
import type { HandledMails, InvitationStore } from '../../../lambdas/application/ports/mail-ports.ts';
import type {
  Clock,
  CustodyStore,
  Digest,
  ReadOpenReview,
  ReadQuarantine,
  RequestLists,
  RequestStore,
  StoredRequest,
  VaultLog,
} from '../../../lambdas/application/ports/ports.ts';
import type { DueList } from '../../../lambdas/application/ports/sweep-ports.ts';
import type { UnreachableStore } from '../../../lambdas/application/ports/undelivered-ports.ts';
import { type ChangeExtras, commitEvents } from '../../../lambdas/application/requests/change-request.ts';
import type { RequestEvent } from '../../../lambdas/core/request/events.ts';
import { settableClock } from '../fakes/clock.ts';

/** Every port that the table `Requests` serves. */
export interface TableStores {
  readonly requests: RequestStore;
  readonly lists: RequestLists;
  readonly custody: CustodyStore;
  readonly due: DueList;
  readonly effects: EffectStore;
  readonly handled: HandledMails;
  readonly invitations: InvitationStore;
  readonly absences: AbsenceStore;
  readonly openReview: ReadOpenReview;
  readonly quarantine: ReadQuarantine;
  readonly unreachable: UnreachableStore;
  readonly log: VaultLog;
}

export type MakeStores = (runtime: { readonly clock: Clock; readonly digest: Digest }) => TableStores;

const HOUR = 3_600_000;
export const submittedAt = Date.parse('2030-05-06T12:00:00Z');
export const window = { start: submittedAt, end: submittedAt + 2 * HOUR };

/**
 * One request of its own, so that a contract may run again on a table that is not empty. `commit` writes events from
 * the version that is given, or from the one that was committed last.
 */
export const aStoredRequest = (makeStores: MakeStores, id = newUlid()) => {
  const time = settableClock('2030-05-06T12:00:00Z');
  const stores = makeStores({ clock: time.clock, digest: sha256 });
  const credential = `credential-${id}`.toLowerCase();
  let latest: StoredRequest | undefined;
  const commit = async (events: readonly RequestEvent[], extras: ChangeExtras = {}, from = latest) => {
    const outcome = await commitEvents({ digest: sha256, requests: stores.requests }, from, events, extras);
    if (outcome === 'conflict') return 'conflict';
    if (!outcome.ok) throw new Error(`nothing refuses here: ${outcome.refusal.rule}`);
    latest = outcome.value;
    return 'committed';
  };
  const submit = submittedEvent({ id, credential, requester: `requester-${id}`.toLowerCase() });
  return { stores, id, credential, commit, submit, latest: () => latest, time };
};

type Submitted = Extract<RequestEvent, { type: 'RequestSubmitted' }>;

const submittedEvent = (who: { id: string; credential: string; requester: string }): Submitted => ({
  type: 'RequestSubmitted',
  at: submittedAt,
  facts: {
    ...who,
    action: 'view_password',
    groupId: 45,
    restrictionCode: '11110045',
    policyVersion: 1,
    explanation: {
      outcome: 'approve',
      code: '11110045',
      groupId: 45,
      user: who.requester,
      credential: who.credential,
      action: 'view_password',
      at: '2030-05-06T12:00:00.000Z',
      vaultTime: '2030-05-06T12:00:00+00:00[UTC]',
      candidates: [{ code: '11110045', groupId: 45, name: 'Databases', because: 'approval is required' }],
      nextChange: null,
    },
    justification: 'The nightly job is stuck',
    reason: undefined,
    ticket: undefined,
    rotate: 'always',
    createdAt: submittedAt,
  },
  rules: {
    levels: [{ approvers: ['bruno'], approvals: 1, disapprovals: 1 }],
    inLevels: true,
    emergency: false,
    emailReply: true,
    clockStarts: 'request',
    remindAfter: 0,
    notifyHandled: true,
    review: { within: 72 * 3_600_000 },
    maxWindow: 4 * HOUR,
  },
  deadline: window.end,
  window,
});

export const opened: RequestEvent = { type: 'LevelOpened', at: submittedAt, level: 1, round: 1 };
export const approved: RequestEvent = { type: 'RequestApproved', at: submittedAt, window };
export const released: RequestEvent = { type: 'PasswordReleased', at: submittedAt, by: 'somebody' };
export const returned: RequestEvent = { type: 'AccessReturned', at: submittedAt + HOUR, by: 'somebody' };
export const closed: RequestEvent = {
  type: 'AccessClosed',
  at: window.end,
  closure: { password: 'changed', confirmedAt: window.end, tookMillis: 0 },
};
