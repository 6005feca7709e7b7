import { describe, expect, it } from 'vitest';
import { checkIdentity, type IdentityFacts, knownInvitation } from '../../../lambdas/core/reply/gate-identity.ts';

const bruno = 'bruno@example.com';
const invitation = { approver: 'bruno', address: bruno, expiresAt: 1 };
const now = { address: bruno, enabled: true, inLevel: true };
const facts: IdentityFacts = { sender: bruno, invitation, approver: now, requester: 'ana' };

describe('G5a: the token is one of ours (I-02, I-05)', () => {
  it('is the invitation that is kept under its hash', () => {
    expect(knownInvitation(invitation)).toEqual({ ok: true, value: invitation });
  });

  it('is refused when nothing is kept under it', () => {
    expect(knownInvitation(undefined)).toEqual({ ok: false, refusal: 'token-unknown' });
  });
});

describe('G6: the sender is the invited person, who still may decide', () => {
  it.each([
    ['as it was written', bruno],
    ['in another case (S-06)', 'BRUNO@Example.COM'],
  ])('%s', (_, sender) => {
    expect(checkIdentity({ ...facts, sender })).toEqual({ ok: true, value: undefined });
  });

  it.each<readonly [string, string, Partial<IdentityFacts>]>([
    ['S-09: a colleague who was forwarded the mail', 'token-used-by-other', { sender: 'carla@example.com' }],
    ['S-17: the requester, in the same company', 'token-used-by-other', { sender: 'ana@example.com' }],
    ['E-02: the approver’s address with a tag', 'token-used-by-other', { sender: 'bruno+x@example.com' }],
    ['S-14: a Kelvin sign for a k', 'token-used-by-other', { sender: 'brun\u212a@example.com' }],
    ['S-08: a domain that only ends like it', 'token-used-by-other', { sender: 'bruno@example.com.evil.net' }],
    ['T-13: who is not known any more', 'approver-inactive', { approver: undefined }],
    ['T-13: who was disabled', 'approver-inactive', { approver: { ...now, enabled: false } }],
    ['S-13: whose address is another one now', 'address-changed', { approver: { ...now, address: 'b@example.com' } }],
    ['T-13: who was taken out of the level', 'approver-not-in-level', { approver: { ...now, inLevel: false } }],
    ['E-01: the requester, with a token of their own', 'requester-own', { requester: 'bruno' }],
  ])('%s: %s', (_, refusal, changed) => {
    expect(checkIdentity({ ...facts, ...changed })).toEqual({ ok: false, refusal });
  });

  it('S-13: neither the old nor the new owner of an address that moved', () => {
    const moved = { ...facts, approver: { ...now, address: 'bruno.lima@example.com' } };

    expect(checkIdentity(moved)).toEqual({ ok: false, refusal: 'address-changed' });
    expect(checkIdentity({ ...moved, sender: 'bruno.lima@example.com' })).toEqual({
      ok: false,
      refusal: 'token-used-by-other',
    });
  });
});
