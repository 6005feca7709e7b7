import type { ReviewOutcome } from '../../core/request/state.ts';
import type { Result } from '../../core/result.ts';
import type { StoredRequest } from '../ports/ports.ts';
import { type Act, type ActPorts, makeActOnRequest } from './act-on-request.ts';

export type ReviewAct = Act & Pick<ReviewOutcome, 'verdict' | 'text'>;

/** Says afterwards whether an emergency was one; then its requester may use the next (mission.md Q21). */
export const makeReviewEmergency = (ports: ActPorts) => {
  const actOnRequest = makeActOnRequest(ports);
  return (act: ReviewAct): Promise<Result<StoredRequest>> =>
    actOnRequest(act, ({ id: by, capacities }) => {
      if (capacities.length === 0) return undefined;
      const administrator = capacities.includes('administrator');
      return { type: 'review', by, administrator, verdict: act.verdict, text: act.text };
    });
};
