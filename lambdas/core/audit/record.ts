import type { RequestEvent } from '../request/events.ts';
import type { Request } from '../request/state.ts';
import type { Json } from './canonical.ts';

/** One line of the audit trail, as it is stored, chained and sent to the SIEM. It never holds a secret or a token. */
export interface AuditRecord {
  /** The chain that it belongs to: `request:<id>`, or `vault:<day>:<shard>` for what concerns no request. */
  readonly chain: string;
  /** From 1, without a gap; for a request it is the version that the event led to. */
  readonly seq: number;
  readonly type: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly at: string;
  /** Who did it; `system` for clocks and workflows. */
  readonly actor: string;
  readonly requestId?: string | undefined;
  readonly requester?: string | undefined;
  readonly credential?: string | undefined;
  readonly action?: string | undefined;
  readonly groupId?: number | undefined;
  readonly restrictionCode?: string | undefined;
  readonly policyVersion?: number | undefined;
  readonly state?: string | undefined;
  readonly emergency?: boolean | undefined;
  /** What this kind of event adds. */
  readonly detail: Json;
}

/** The audit record of a request's event. `seq` is the version it led to; `after` the request then. */
export const requestRecord = (event: RequestEvent, after: Request, seq: number): AuditRecord => ({
  chain: `request:${after.id}`,
  seq,
  type: event.type,
  at: new Date(event.at).toISOString(),
  actor: actorOf(event),
  requestId: after.id,
  requester: after.requester,
  credential: after.credential,
  action: after.action,
  groupId: after.groupId,
  restrictionCode: after.restrictionCode,
  policyVersion: after.policyVersion,
  state: after.name,
  emergency: 'emergency' in after && after.emergency !== undefined,
  detail: detailOf(event),
});

const actorOf = (event: RequestEvent): string => {
  if ('by' in event) return event.by;
  if (event.type === 'VoteCast') return event.ballot.by;
  return 'facts' in event ? event.facts.requester : 'system';
};

/** Everything the event says, less what the record already holds. */
const detailOf = (event: RequestEvent): Json => {
  const { type: _type, at: _at, ...detail } = event;
  return JSON.parse(JSON.stringify(detail)) as Json;
};
