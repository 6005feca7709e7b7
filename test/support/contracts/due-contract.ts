import { describe, expect, it } from 'vitest';
import type { Due, DueList } from '../../../lambdas/application/ports/sweep-ports.ts';
import { approved, aStoredRequest, closed, type MakeStores, opened, window } from './table-stores.ts';

/** What the due index must do (threats.md I-11). Its rows follow their items, on DynamoDB a moment later. */
export const dueContract = (makeStores: MakeStores): void => {
  describe('what is due', () => {
    it('is a request until it ends, and each effect until it is finished', async () => {
      const { stores, id, commit, submit } = aStoredRequest(makeStores);
      await commit([submit]);
      await commit([opened]);
      await commit([approved]);
      const effect = (seq: number) => ({ kind: 'effect', key: { pk: `R#${id}`, sk: `E#0000000${seq}` } });

      const before = await dueAbout(stores.due, id, window.end - 1);
      expect(before).toMatchObject([effect(1), effect(2), effect(3)]);
      const after = await dueAbout(stores.due, id, window.end);
      expect(after).toContainEqual({ kind: 'request', id, dueAt: window.end });

      const second = await stores.effects.ofRequest(id, 2);
      if (!second) throw new Error('there is no effect');
      await stores.effects.finish(second, []);
      await commit([closed]);
      expect(await dueAbout(stores.due, id, window.end)).toMatchObject([effect(1), effect(3)]);
    });

    it('is given page after page, each row once', async () => {
      const { stores, id, commit, submit } = aStoredRequest(makeStores);
      await commit([submit, ...Array.from({ length: 39 }, () => opened)]);

      const rows = await dueAbout(stores.due, id, window.end);

      const keys = rows.map((row) => (row.kind === 'effect' ? row.key.sk : row.kind));
      expect(keys.filter((key) => key.startsWith('E#'))).toHaveLength(40);
      expect(new Set(keys).size).toBe(keys.length);
    });
  });
};

/** Every row about a request, the oldest first. */
const dueAbout = async (list: DueList, id: string, until: number): Promise<readonly Due[]> => {
  const found: Due[] = [];
  let cursor: string | undefined;
  do {
    const page = await list.page(until, cursor);
    found.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found.filter((due) =>
    ('key' in due ? due.key.pk : due.kind === 'request' ? due.id : due.credential).endsWith(id),
  );
};
