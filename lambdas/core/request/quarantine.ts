import { accessOf } from './access.ts';
import type { RequestEvent } from './events.ts';
import type { Request } from './state.ts';

/** How the list of quarantined credentials changes: a row for each access whose end is overdue. */
export type QuarantineChange =
  | { readonly kind: 'starts' /** When the access ended, in epoch milliseconds. */; readonly since: number }
  | { readonly kind: 'ends' };

/** What the events of one command change about the quarantine of the request's credential, or undefined. */
export const quarantineChange = (events: readonly RequestEvent[], after: Request): QuarantineChange | undefined => {
  const access = accessOf(after);
  if (!(access && 'overdueAt' in after) || after.overdueAt === undefined) return undefined;
  if (events.some(({ type }) => type === 'AccessClosed')) return { kind: 'ends' };
  return events.some(({ type }) => type === 'ChangeOverdue') ? { kind: 'starts', since: access.window.end } : undefined;
};
