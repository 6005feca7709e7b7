import { describe, expect, it } from 'vitest';
import type { RequestEvent } from '../../../lambdas/core/request/events.ts';
import { aStoredRequest, type MakeStores, submittedAt, window } from './table-stores.ts';

const used: RequestEvent = {
  type: 'EmergencyUsed',
  at: submittedAt,
  by: 'requester',
  mark: { reason: 'orders are lost', at: submittedAt, review: { dueAt: submittedAt + 1000 } },
  window,
};
const reviewed: RequestEvent = {
  type: 'EmergencyReviewed',
  at: submittedAt,
  by: 'bruno',
  verdict: 'justified',
  text: 'they were',
};

/** What the one open review of a requester must do. */
export const openReviewContract = (makeStores: MakeStores): void => {
  describe('the open review of a requester', () => {
    it('opens and closes with the request, and lets no second one open', async () => {
      const first = aStoredRequest(makeStores);
      const requester = 'facts' in first.submit ? first.submit.facts.requester : '';
      const second = aStoredRequest(makeStores);
      const submit =
        'facts' in second.submit ? { ...second.submit, facts: { ...second.submit.facts, requester } } : second.submit;
      await first.commit([first.submit]);
      await second.commit([submit]);

      expect(await first.stores.openReview(requester)).toBeUndefined();
      expect(await first.commit([used])).toBe('committed');
      expect(await first.stores.openReview(requester)).toBe(first.id);
      expect(await second.commit([used])).toBe('conflict');
      expect(await first.commit([reviewed])).toBe('committed');
      expect(await first.stores.openReview(requester)).toBeUndefined();
      expect(await second.commit([used])).toBe('committed');
    });
  });
};
