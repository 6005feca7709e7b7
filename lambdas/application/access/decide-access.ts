import type { Action, Credential, Group, User } from '../../core/policy/schema.ts';
import { decide } from '../../core/restriction/decide.ts';
import type { Decision } from '../../core/restriction/decision.ts';
import { Fault } from '../fault.ts';
import type { Clock, PolicyHead, PolicyReader, ReadRows } from '../ports/ports.ts';

export interface AccessQuery {
  readonly principalId: string;
  readonly credentialId: string;
  readonly action: Action;
}

/** The decision with what it was made from. `group` is the one that applies, as the same policy version has it. */
export interface AccessDecision {
  readonly head: PolicyHead;
  readonly user: User;
  readonly credential: Credential;
  readonly decision: Decision;
  readonly group: Group | undefined;
}

export interface DecidePorts {
  readonly clock: Clock;
  readonly policy: PolicyReader;
  readonly readRows: ReadRows;
}

const ATTEMPTS = 4;

/**
 * Which group applies to this person, credential and action at this instant of vault time (mission.md A1 2, 5). One
 * ordered Query by `restrictionKey`; an edit that comes in between is seen, because the version is read again.
 * `undefined` when the policy, the person or the credential is not there.
 */
export const makeDecideAccess = (ports: DecidePorts) => async (query: AccessQuery) => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const access = await decideOnce(ports, query);
    if (access !== 'policy-moved') return access;
  }
  throw new Fault('PolicyFault', 'the policy kept changing while the decision was made');
};

const decideOnce = async (
  { clock, policy, readRows }: DecidePorts,
  query: AccessQuery,
): Promise<AccessDecision | undefined | 'policy-moved'> => {
  const { head, user, credential } = await policy.subject(query.principalId, query.credentialId);
  if (!(head && user?.enabled && credential)) return undefined;
  const rows = await readRows(head, query.action);
  const at = clock();
  const decision = decide(rows, { user, credential, action: query.action, at, settings: head.settings });
  const group = decision.groupId === null ? undefined : await policy.group(decision.groupId);
  const now = await policy.head();
  return now?.version === head.version ? { head, user, credential, decision, group } : 'policy-moved';
};
