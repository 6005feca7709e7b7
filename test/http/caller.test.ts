import { describe, expect, it } from 'vitest';
import { principalOf } from '../../lambdas/http/caller.ts';
import { BadCall } from '../../lambdas/http/problem.ts';
import { claimsOf } from './api-event.ts';

const ruleOf = (claims: Record<string, unknown> | undefined, claim?: string): string => {
  try {
    return `admitted as ${principalOf(claims, claim).id}`;
  } catch (error) {
    if (error instanceof BadCall) return error.refusal.rule;
    throw error;
  }
};

describe('the caller', () => {
  it.each([
    ['a person', claimsOf('ana'), undefined, 'admitted as ana'],
    [
      'a machine, whose token has no username',
      { token_use: 'access', client_id: 'batch' },
      undefined,
      'admitted as batch',
    ],
    ['a chosen claim', { ...claimsOf('ana'), email: 'ana@example.com' }, 'email', 'admitted as ana@example.com'],
    ['a chosen claim that is missing', claimsOf('ana'), 'upn', 'not-signed-in'],
    ['a claim that is empty', { ...claimsOf(''), client_id: '' }, undefined, 'not-signed-in'],
    ['a claim that is no text', { ...claimsOf('ana'), upn: { toString: 'x' } }, 'upn', 'not-signed-in'],
    ['an ID token', { ...claimsOf('ana'), token_use: 'id' }, undefined, 'access-token-required'],
    ['a token of no stated use', { username: 'ana' }, undefined, 'access-token-required'],
    ['no token', undefined, undefined, 'not-signed-in'],
  ])('%s', (_what, claims, claim, expected) => {
    expect(ruleOf(claims, claim)).toBe(expected);
  });

  it.each([
    [undefined, []],
    ['', []],
    ['[]', []],
    ['[approvers]', []],
    ['[auditors]', ['auditor']],
    ['auditors', ['auditor']],
    ['[administrators auditors]', ['administrator', 'auditor']],
    ['[auditors approvers administrators]', ['administrator', 'auditor']],
    ['[Administrators]', []],
    ['[super-administrators]', []],
    ['[not,administrators]', []],
    ['not administrators', []],
    [['auditors', 'approvers'], ['auditor']],
    [[['administrators']], []],
    [{ 0: 'administrators' }, []],
    [7, []],
  ])('with the groups %j has the roles %j', (groups, roles) => {
    expect(principalOf({ ...claimsOf('ana'), 'cognito:groups': groups }).roles).toEqual(roles);
  });
});
