import { describe, expect, it } from 'vitest';
import { makeResolveQuery } from '../../../lambdas/core/restriction/resolve-query.ts';
import { aPolicy } from '../../support/policy-builders.ts';

const policy = aPolicy();
const resolve = makeResolveQuery(policy);
const good = { user: 'ana', credential: 'orders-admin', action: 'view_password', at: '2026-11-24T17:00:00Z' };

describe('a question from outside', () => {
  it('is read into the user and the credential of the policy', () => {
    expect(resolve(good)).toEqual({
      ok: true,
      value: {
        user: policy.users[0],
        credential: policy.credentials[0],
        action: 'view_password',
        at: Date.parse('2026-11-24T17:00:00Z'),
      },
    });
  });

  it.each([
    [{ ...good, user: 'anna' }, 'user', '"anna" is not a known user; did you mean ana?'],
    [{ ...good, user: undefined }, 'user', '`user` is missing'],
    [{ ...good, user: ['ana'] }, 'user', '["ana"] is not a known user'],
    [{ ...good, user: '__proto__' }, 'user', '"__proto__" is not a known user; did you mean bruno?'],
    [{ ...good, credential: 'orders' }, 'credential', '"orders" is not a known credential; did you mean orders-admin?'],
    [
      { ...good, action: 'viewPassword' },
      'action',
      '"viewPassword" is not a known action; did you mean view_password?',
    ],
    [{ ...good, at: 'now' }, 'at', '"now" is not an instant with an offset or Z, such as 2026-11-24T17:00:00Z'],
    [{}, 'user', '`user` is missing'],
    [{ user: 'ana' }, 'credential', '`credential` is missing'],
    [{ user: 'ana', credential: 'orders-admin', at: 'now' }, 'action', '`action` is missing'],
  ])('%j is refused for its %s: %s', (raw, field, reason) => {
    expect(resolve(raw)).toMatchObject({ ok: false, refusal: { field, reason } });
  });
});
