import type { UnreachablePerson } from '../../application/mail-in/list-undelivered.ts';
import { listUndelivered } from '../contract/undelivered.ts';
import { type Endpoint, makeEndpoint } from '../endpoint.ts';
import { instantText } from '../views/time.ts';
import { type GuardedShell, type Outcome, replyWith } from './parts.ts';

export const listUndeliveredEndpoint = (
  shell: GuardedShell,
  list: () => Outcome<readonly UnreachablePerson[]>,
): Endpoint =>
  makeEndpoint(listUndelivered, {
    ...shell,
    answer: () => replyWith(list(), (people) => ({ body: { people: people.map(viewOf) } })),
  });

const viewOf = ({ who, name, address, kind, since, lastAt, mails, reason, requestId }: UnreachablePerson) => ({
  person: who === address ? null : who,
  name: name ?? null,
  address,
  kind,
  since: instantText(since),
  lastAt: instantText(lastAt),
  mails,
  reason,
  requestId: requestId ?? null,
});
