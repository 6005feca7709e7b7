import { describe, expect, it } from 'vitest';
import { newUlid, sha256 } from '../../../lambdas/adapters/runtime/runtime.ts';
import { aStoredRequest, type MakeStores, submittedAt, window } from './table-stores.ts';

const HOUR = 3_600_000;

/** What reply invitations must do (threats.md G5, I-02). */
export const invitationContract = (makeStores: MakeStores): void => {
  const anInvitation = () => {
    const { stores, id } = aStoredRequest(makeStores);
    const invitation = {
      tokenHash: sha256(newUlid()),
      requestId: id,
      level: 1,
      approver: 'bruno',
      address: 'bruno@example.com',
      windowVersion: 1,
      policyVersion: 1,
      expiresAt: window.end,
    };
    return { invitations: stores.invitations, invitation };
  };

  it('knows the mails that were handled, and no other', async () => {
    const { handled } = aStoredRequest(makeStores).stores;
    const messageId = newUlid();
    expect(await handled.has(messageId)).toBe(false);

    await handled.add(messageId, submittedAt);
    await handled.add(messageId, submittedAt);

    expect(await handled.has(messageId)).toBe(true);
    expect(await handled.has(newUlid())).toBe(false);
  });

  describe('invitations', () => {
    it('I-12: are found by the hash of their token alone', async () => {
      const { invitations, invitation } = anInvitation();
      await invitations.put(invitation);

      expect(await invitations.find(invitation.tokenHash)).toMatchObject(invitation);
      expect(await invitations.find(sha256('another'))).toBeUndefined();
    });

    it('are used once, and a repeated mail does not make one new', async () => {
      const { invitations, invitation } = anInvitation();
      await invitations.put(invitation);

      expect(await invitations.markUsed(invitation.tokenHash, submittedAt, 'm1')).toBe(true);
      expect(await invitations.markUsed(invitation.tokenHash, submittedAt + 1, 'm2')).toBe(false);
      await invitations.put(invitation);

      expect(await invitations.find(invitation.tokenHash)).toMatchObject({ usedAt: submittedAt, usedBy: 'm1' });
    });

    it('that were forgotten stay forgotten', async () => {
      const { invitations, invitation } = anInvitation();

      expect(await invitations.markUsed(invitation.tokenHash, submittedAt, 'm1')).toBe(false);
      expect(await invitations.mayAnswer(invitation.tokenHash, submittedAt)).toBe(false);

      expect(await invitations.find(invitation.tokenHash)).toBeUndefined();
    });

    it.each(['mayAnswer', 'mayWarn'] as const)('%s: one an hour', async (kind) => {
      const { invitations, invitation } = anInvitation();
      await invitations.put(invitation);
      const may = (at: number) => invitations[kind](invitation.tokenHash, submittedAt + at);

      expect(await may(0)).toBe(true);
      expect(await may(HOUR)).toBe(false);
      expect(await may(HOUR + 1)).toBe(true);
      expect(await may(HOUR + 2)).toBe(false);
    });

    it('an answer takes no warning away, nor a warning an answer', async () => {
      const { invitations, invitation } = anInvitation();
      await invitations.put(invitation);

      expect(await invitations.mayAnswer(invitation.tokenHash, submittedAt)).toBe(true);
      expect(await invitations.mayWarn(invitation.tokenHash, submittedAt)).toBe(true);
    });
  });
};
