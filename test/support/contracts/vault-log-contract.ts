import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../lambdas/adapters/runtime/runtime.ts';
import { firstBroken } from '../../../lambdas/core/audit/chain.ts';
import { settableClock } from '../fakes/clock.ts';
import type { MakeStores } from './table-stores.ts';

const MINUTES = 60_000;
const DAY = 24 * 60 * MINUTES;
/** A day of its own for each test, so that its chains begin with it, also on a table that is not empty. */
let days = Date.now() % 20_000;
const someDay = (): string => {
  days += 1;
  return new Date(Date.parse('2100-01-01T12:00:00Z') + days * DAY).toISOString();
};

/** What the log of records without a request must do (threats.md R-03, T-20). */
export const vaultLogContract = (makeStores: MakeStores): void => {
  describe('the vault log', () => {
    it('numbers and chains what is appended, and keeps what is to be done about it', async () => {
      const { append, records } = aLog(makeStores);

      await append('PolicyApplied');
      await append('ReplyRefused', [{ kind: 'mail', notice: 'reply-too-late', to: ['bruno'] }]);

      const kept = await records();
      expect(kept.map(({ record }) => record.type)).toEqual(['PolicyApplied', 'ReplyRefused']);
      expect(kept.map(({ record }) => record.seq)).toEqual([1, 2]);
      expect(
        firstBroken(
          kept.map(({ record }) => record),
          sha256,
        ),
      ).toBeUndefined();
      expect(kept.map(({ steps }) => steps)).toEqual([[], [{ kind: 'mail', notice: 'reply-too-late', to: ['bruno'] }]]);
    });

    it('loses nothing when several append to one chain at once', async () => {
      const { append, records } = aLog(makeStores);

      await Promise.all(['a', 'b', 'c', 'd'].map((type) => append(type)));

      const kept = await records();
      expect(kept.map(({ record }) => record.type).toSorted()).toEqual(['a', 'b', 'c', 'd']);
      expect(
        firstBroken(
          kept.map(({ record }) => record),
          sha256,
        ),
      ).toBeUndefined();
    });
  });
};

/** One actor's log of one day, read back by its effects, which are due until they are done. */
const aLog = (makeStores: MakeStores) => {
  const time = settableClock(someDay());
  const stores = makeStores({ clock: time.clock, digest: sha256 });
  const actor = `actor-${time.clock()}`;
  const append = (type: string, steps: Parameters<typeof stores.log.append>[1] = []) =>
    stores.log.append({ type, actor, detail: {} }, steps);
  const records = async () => {
    const keys = [];
    let cursor: string | undefined;
    do {
      const page = await stores.due.page(time.clock() + 5 * MINUTES, cursor);
      keys.push(
        ...page.items.flatMap((due) => (due.kind === 'effect' && due.key.pk.startsWith('V#') ? [due.key] : [])),
      );
      cursor = page.cursor;
    } while (cursor !== undefined);
    const effects = await Promise.all(keys.map((key) => stores.effects.load(key)));
    return effects.flatMap((effect) => (effect?.record.actor === actor ? [effect] : [])).toSorted(bySeq);
  };
  return { append, records };
};

type Loaded = { readonly record: { readonly seq: number } };
const bySeq = (a: Loaded, b: Loaded): number => a.record.seq - b.record.seq;
