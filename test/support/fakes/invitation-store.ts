import type { Invitation, InvitationStore } from '../../../lambdas/application/ports/mail-ports.ts';
import { type MemoryTable, notThere } from './memory-table.ts';

const HOUR_MILLIS = 3_600_000;

/** Reply invitations in memory, by the hash of their token. */
export const inMemoryInvitationStore = (table: MemoryTable): InvitationStore => {
  const at = (tokenHash: string) => ({ pk: `T#${tokenHash}`, sk: 'INVITATION' });
  const mark = (
    tokenHash: string,
    name: string,
    time: number,
    free: (before: unknown) => boolean,
    more: object = {},
  ): boolean => {
    const key = at(tokenHash);
    const item = { ...table.get(key), [name]: time, ...more };
    return (
      table.transact([{ key, item, condition: (before) => before !== undefined && free(before[name]) }]) === 'committed'
    );
  };
  const hourly = (tokenHash: string, name: string, time: number): boolean =>
    mark(tokenHash, name, time, (last) => last === undefined || Number(last) < time - HOUR_MILLIS);
  return {
    put: async (invitation) => {
      table.transact([{ key: at(invitation.tokenHash), item: invitation, condition: notThere }]);
    },
    find: async (tokenHash) => table.get(at(tokenHash)) as Invitation | undefined,
    markUsed: async (tokenHash, time, usedBy) =>
      mark(tokenHash, 'usedAt', time, (used) => used === undefined, { usedBy }),
    mayAnswer: async (tokenHash, time) => hourly(tokenHash, 'answeredAt', time),
    mayWarn: async (tokenHash, time) => hourly(tokenHash, 'warnedAt', time),
  };
};
