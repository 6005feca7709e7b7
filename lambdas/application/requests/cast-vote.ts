import type { Channel, Verdict } from '../../core/request/state.ts';
import type { AccessWindow } from '../../core/request/window.ts';
import type { Result } from '../../core/result.ts';
import type { StoredRequest } from '../ports/ports.ts';
import { type Act, type ActPorts, makeActOnRequest } from './act-on-request.ts';

export interface Vote extends Act {
  readonly verdict: Verdict;
  readonly comment?: string | undefined;
  /** The version of the window that the voter saw. */
  readonly windowVersion: number;
  readonly window?: AccessWindow | undefined;
  readonly channel: Channel;
  readonly evidence?: Readonly<Record<string, string>> | undefined;
}

/** Records an approval or a disapproval (mission.md A1 21-23). An approver of a level that is not open is told so. */
export const makeCastVote = (ports: ActPorts) => {
  const actOnRequest = makeActOnRequest(ports);
  return (vote: Vote): Promise<Result<StoredRequest>> =>
    actOnRequest(vote, (viewer, { request }) => {
      const named = 'rules' in request && request.rules.levels.some((level) => level.approvers.includes(viewer.id));
      if (viewer.capacities.length === 0 && !named) return undefined;
      const { verdict, comment, windowVersion, window, channel, evidence } = vote;
      return { type: 'vote', by: viewer.id, verdict, comment, windowVersion, window, channel, evidence };
    });
};
