import type { Action } from '../core/policy/schema.ts';
import { decide } from '../core/request/decide.ts';
import { notThere } from '../core/request/state.ts';
import type { AccessWindow } from '../core/request/window.ts';
import { type Refusal, type Result, refuse } from '../core/result.ts';
import { type ChangePorts, commitEvents } from './change-request.ts';
import { credentialRefused } from './credential-refused.ts';
import { type AccessDecision, type DecidePorts, makeDecideAccess } from './decide-access.ts';
import { withEarlierJustification } from './earlier-justification.ts';
import type { NewId, RequestLists, StoredRequest, VaultLog } from './ports.ts';
import type { Idempotency, Principal } from './principal.ts';
import { recall, remembering } from './remember.ts';
import { quotaRefusal } from './request-quota.ts';
import { demandsRefusal, submitCommand } from './submission.ts';

/** What the requester fills in: the justification form of seed 1, with the period where approval is needed. */
export interface Submission {
  readonly principal: Principal;
  readonly credentialId: string;
  readonly action: Action;
  readonly justification?: string | undefined;
  readonly reason?: string | undefined;
  readonly ticket?: string | undefined;
  readonly window?: AccessWindow | undefined;
  /** When an earlier justification that still holds was given; never from the caller. */
  readonly justifiedAt?: number | undefined;
  /** The request whose access goes on when this one is approved. */
  readonly extends?: string | undefined;
  readonly idempotency?: Idempotency | undefined;
}

export type SubmitPorts = ChangePorts &
  DecidePorts & {
    readonly newId: NewId;
    readonly log: VaultLog;
    readonly lists: Pick<RequestLists, 'byRequester' | 'hasPending'>;
  };

const tryAgain = refuse({ rule: 'try-again', reason: 'The same Idempotency-Key is being used right now: try again.' });

/** Asks for a use: the decision says whether it is refused, granted at once, or put before approvers (mission.md A1). */
export const makeSubmitRequest = (ports: SubmitPorts) => {
  const decideAccess = makeDecideAccess(ports);
  return async (submission: Submission): Promise<Result<StoredRequest>> => {
    const before = await recall(ports.requests, submission.principal.id, submission.idempotency);
    if (before) return before;
    const access = await decideAccess({ ...submission, principalId: submission.principal.id });
    if (!access?.group || access.decision.outcome === 'deny')
      return credentialRefused(ports.log, { ...submission, access });
    const form = await withEarlierJustification(ports, access, submission);
    const demanded = demandsRefusal(access, form) ?? (await quotaRefusal(ports, access));
    const outcome = demanded ? refuse(demanded) : await record(ports, form, access);
    if (!outcome.ok) await recordRefused(ports.log, access, outcome.refusal);
    return outcome;
  };
};

/** What the form lacks, a window that cannot be: refused attempts are visible, too (threats.md R-03). */
const recordRefused = (log: VaultLog, { user, credential, decision }: AccessDecision, refusal: Refusal) =>
  log.append({
    type: 'SubmissionRefused',
    actor: user.id,
    credential: credential.id,
    action: decision.action,
    detail: { rule: refusal.rule, field: refusal.field ?? null },
  });

const record = async (
  ports: SubmitPorts,
  submission: Submission,
  access: AccessDecision,
): Promise<Result<StoredRequest>> => {
  const { principal, idempotency } = submission;
  const now = ports.clock();
  const decided = decide(notThere, submitCommand(access, submission, ports.newId(), now), { now, people: {} });
  if (!decided.ok) return decided;
  const extras = { remember: remembering(principal.id, idempotency) };
  const written = await commitEvents(ports, undefined, decided.value, extras);
  if (written !== 'conflict') return written;
  return (await recall(ports.requests, principal.id, idempotency)) ?? tryAgain;
};
