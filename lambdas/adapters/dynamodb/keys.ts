/** Every key of the three tables, in one place (design.md 3 and 4). No key has few values on a hot path. */

const SHARDS = 4;

/** Chains of the vault log in a day: the records of a chain follow one another, so a crowd needs more of them. */
const VAULT_CHAINS = 256;

/** A number from 0 below `shards` that depends on the text alone; spreads what would otherwise share a partition. */
const shardOf = (text: string, shards = SHARDS): number =>
  [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7) % shards;

const number = (seq: number): string => String(seq).padStart(8, '0');

const iso = (millis: number): string => new Date(millis).toISOString();

/** Requests: what belongs to one request. */
export const requestKeys = {
  state: (id: string) => ({ pk: `R#${id}`, sk: 'STATE' }),
  event: (id: string, seq: number) => ({ pk: `R#${id}`, sk: `E#${number(seq)}` }),
  token: (id: string) => ({ pk: `R#${id}`, sk: 'TOKEN' }),
  events: (id: string) => ({ pk: `R#${id}`, prefix: 'E#' }),
} as const;

/** Requests: lists of requests. */
export const listKeys = {
  inbox: (approver: string, createdAt: number, id: string) => ({
    pk: `A#${approver}`,
    sk: `P#${iso(createdAt)}#${id}`,
  }),
  inboxOf: (approver: string) => ({ pk: `A#${approver}`, prefix: 'P#' }),
  requester: (requester: string, createdAt: number, id: string) => ({
    requesterPk: `Q#${requester}`,
    requesterSk: `${iso(createdAt)}#${id}`,
  }),
  requesterOf: (requester: string) => `Q#${requester}`,
  report: (createdAt: number, id: string) => ({
    reportPk: `M#${iso(createdAt).slice(0, 7)}#${shardOf(id)}`,
    reportSk: `${iso(createdAt)}#${id}`,
  }),
  reportOf: (month: string) => Array.from({ length: SHARDS }, (_, shard) => `M#${month}#${shard}`),
} as const;

const shards = Array.from({ length: SHARDS }, (_, shard) => shard);

const URGENT = 'DUE#URGENT';

/** Requests: what the sweeper looks at, and when. An item is in this index by having these two attributes. */
export const dueKeys = {
  request: (dueAt: number, id: string) => ({ duePk: `DUE#${shardOf(id)}`, dueSk: `${iso(dueAt)}#${id}` }),
  /** What is about an emergency has a part of its own, which is read first; emergencies are few. */
  effect: (
    dueAt: number,
    {
      chain,
      seq,
      emergency,
    }: { readonly chain: string; readonly seq: number; readonly emergency?: boolean | undefined },
  ) => ({
    duePk: emergency ? URGENT : `DUE#EFFECT#${shardOf(chain)}`,
    dueSk: `${iso(dueAt)}#${chain}#${number(seq)}`,
  }),
  password: (dueAt: number, credential: string) => ({
    duePk: `DUE#${shardOf(credential)}`,
    dueSk: `${iso(dueAt)}#${credential}`,
  }),
  partitions: [URGENT, ...shards.map((shard) => `DUE#${shard}`), ...shards.map((shard) => `DUE#EFFECT#${shard}`)],
  /** Greater than every `dueSk` up to `until`, and smaller than every later one. */
  upTo: (until: number) => `${iso(until)}#~`,
  dueAt: (dueSk: string) => Date.parse(dueSk.slice(0, dueSk.indexOf('#'))),
} as const;

const GRANT = 'G#';

/** Requests: a credential's lock, an attribute of which is each of its grants that are not closed. */
export const custodyKeys = {
  lock: (credential: string) => ({ pk: `C#${credential}`, sk: 'LOCK' }),
  /** The name of the attribute. */
  grant: (requestId: string) => `${GRANT}${requestId}`,
  /** The request whose grant an attribute is; undefined for every other attribute. */
  requestOf: (attribute: string) => (attribute.startsWith(GRANT) ? attribute.slice(GRANT.length) : undefined),
} as const;

/** Requests: the quarantined credentials, a row for each access whose end is overdue. There are few, and mostly none. */
export const quarantineKeys = {
  row: (credential: string, requestId: string) => ({ pk: 'QUARANTINE', sk: `${credential}#${requestId}` }),
  all: { pk: 'QUARANTINE' },
} as const;

/** Requests: whom mail does not reach, a row for each. There are few, and mostly none. */
export const unreachableKeys = {
  row: (who: string) => ({ pk: 'UNREACHABLE', sk: who }),
  all: { pk: 'UNREACHABLE' },
} as const;

/** Requests: single items of their own. */
export const singleKeys = {
  invitation: (tokenHash: string) => ({ pk: `T#${tokenHash}`, sk: 'INVITATION' }),
  handledMail: (messageId: string) => ({ pk: `MAIL#${messageId}`, sk: 'HANDLED' }),
  /** Beside the requester's requests, which are in an index: this is an item of the table. */
  openReview: (requester: string) => ({ pk: `Q#${requester}`, sk: 'REVIEW' }),
  policySweep: { pk: 'SWEEP', sk: 'POLICY' },
  ordinaryHold: { pk: 'MAIL', sk: 'HOLD' },
  absence: (person: string) => ({ pk: `U#${person}`, sk: 'ABSENCE' }),
  remembered: (key: string) => ({ pk: `I#${key}`, sk: 'ANSWER' }),
} as const;

/** Requests: the chains of records that belong to no request, a chain a day and shard. */
export const vaultLogKeys = {
  chain: (at: number, spread: string) => `vault:${iso(at).slice(0, 10)}:${shardOf(spread, VAULT_CHAINS)}`,
  head: (chain: string) => ({ pk: `V#${chain}`, sk: 'HEAD' }),
  event: (chain: string, seq: number) => ({ pk: `V#${chain}`, sk: `E#${number(seq)}` }),
} as const;

/** Policy: one item a user, credential and group; the head that every decision reads; the list of what there is. */
export const policyKeys = {
  head: { pk: 'HEAD', sk: 'HEAD' },
  contents: { pk: 'CONTENTS', sk: 'CONTENTS' },
  user: (id: string) => ({ pk: `U#${id}`, sk: 'USER' }),
  subject: (subject: string) => ({ pk: `S#${subject}`, sk: 'SUBJECT' }),
  credential: (id: string) => ({ pk: `C#${id}`, sk: 'CREDENTIAL' }),
  group: (id: number) => ({ pk: `G#${String(id).padStart(4, '0')}`, sk: 'GROUP' }),
  change: (version: number) => ({ pk: 'LOG', sk: number(version) }),
} as const;

/** Restrictions: an action's rows of one policy generation, sorted by the order key: ascending is decision order. */
export const restrictionKeys = {
  partition: (generation: number, action: string) => `${generation}#${action}`,
  row: (generation: number, action: string, restrictionKey: string) => ({
    partition: `${generation}#${action}`,
    restrictionKey,
  }),
} as const;
