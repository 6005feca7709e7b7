import { decide } from '../../core/request/decide.ts';
import { notThere } from '../../core/request/state.ts';
import { type Refusal, type Result, refuse } from '../../core/result.ts';
import { credentialRefused } from '../access/credential-refused.ts';
import { type AccessDecision, type DecidePorts, makeDecideAccess } from '../access/decide-access.ts';
import type { NewId, RequestLists, StoredRequest, VaultLog } from '../ports/ports.ts';
import { recall, remembering } from '../remember.ts';
import { type ChangePorts, commitEvents } from './change-request.ts';
import { withEarlierJustification } from './earlier-justification.ts';
import { quotaRefusal } from './request-quota.ts';
import { demandsRefusal, type Submission, submitCommand } from './submission.ts';

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
