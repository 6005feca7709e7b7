import type { Candidate, Decision, Outcome } from '../lambdas/core/restriction/decision.ts';

const meanings: Record<Outcome, string> = {
  deny: 'the use is refused',
  allow: 'the use is given at once',
  justify: 'the use is given at once against a justification',
  approve: 'approvers decide, level by level',
};

const showCandidate = ({ code, groupId, name, because }: Candidate): string =>
  `  ${code}  group ${groupId} ${name}: ${because}`;

const showCandidates = (candidates: readonly Candidate[]): string[] =>
  candidates.length === 0
    ? ['no group relates this user to this credential']
    : ['groups that relate them, the first one decides:', ...candidates.map(showCandidate)];

/** A decision for people. */
export const showDecision = (decision: Decision): string => {
  const { outcome, code, user, credential, action, at, vaultTime, candidates, nextChange } = decision;
  return [
    `${outcome}: ${meanings[outcome]}`,
    '',
    `who         ${user} asks to ${action} of ${credential}`,
    `code        ${code ?? 'none'}`,
    `at          ${at}`,
    `vault time  ${vaultTime}`,
    '',
    ...showCandidates(candidates),
    '',
    nextChange === null
      ? 'nothing changes within 366 days'
      : `next change ${nextChange.at}: ${nextChange.code}, ${nextChange.outcome}`,
  ].join('\n');
};
