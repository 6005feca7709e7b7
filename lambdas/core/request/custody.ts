import { accessOf } from './access.ts';
import type { EventName, RequestEvent } from './events.ts';
import type { Request, RequestState } from './state.ts';
import type { AccessWindow } from './window.ts';

/** A window on a credential that was opened and is not closed yet: live, to come, or over and being closed. */
export interface Grant extends AccessWindow {
  readonly requestId: string;
}

/** How a grant's row changes with an event: the row to take away and the row to write. */
export interface GrantChange {
  readonly remove?: Grant | undefined;
  readonly put?: Grant | undefined;
}

/** The change of the credential's grants that `event` brings, or undefined when it brings none. */
export const grantChange = (event: RequestEvent, before: RequestState, after: Request): GrantChange | undefined => {
  const remove = grantOf(before);
  if (event.type === 'AccessClosed') return { remove };
  const put = grantOf(after);
  if (startsOrMoves.includes(event.type)) return { remove, put };
  // Inside a window a use changes nothing; with it an immediate use that lasts begins.
  return uses.includes(event.type) && !remove && put ? { put } : undefined;
};

const startsOrMoves: readonly EventName[] = [
  'RequestApproved',
  'EmergencyUsed',
  'AccessRevoked',
  'AccessReturned',
  'AccessExtended',
];
const uses: readonly EventName[] = ['PasswordReleased', 'SessionOpened'];

/** The grant of a request whose access was opened and has an end, or undefined. */
export const grantOf = (request: RequestState): Grant | undefined => {
  if (request.name === 'none') return undefined;
  const access = accessOf(request);
  return access && { requestId: request.id, ...access.window };
};
