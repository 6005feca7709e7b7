import type { HandledMails } from '../../../lambdas/application/ports/mail-ports.ts';
import type { MemoryTable } from './memory-table.ts';

/** The mails that were handled, in memory. */
export const inMemoryHandledMails = (table: MemoryTable): HandledMails => {
  const at = (messageId: string) => ({ pk: `MAIL#${messageId}`, sk: 'HANDLED' });
  return {
    has: async (messageId) => table.get(at(messageId)) !== undefined,
    add: async (messageId) => {
      table.transact([{ key: at(messageId), item: {} }]);
    },
  };
};
