import type { User } from '../../core/policy/schema.ts';
import type { Step } from '../../core/request/effects.ts';
import type { Request } from '../../core/request/state.ts';
import type { HandledMails } from '../ports/mail-ports.ts';
import type { Clock, PolicyReader, RequestStore, VaultEntry, VaultLog } from '../ports/ports.ts';
import type { UndeliveredMail, Unreachable, UnreachableStore } from '../ports/undelivered-ports.ts';

export interface UndeliveredPorts {
  readonly clock: Clock;
  readonly handled: HandledMails;
  readonly log: VaultLog;
  readonly policy: Pick<PolicyReader, 'people'>;
  readonly requests: Pick<RequestStore, 'load'>;
  readonly unreachable: UnreachableStore;
}

/**
 * A mail that did not arrive is recorded and its reader is marked, once however often it is told. Administrators are
 * mailed when a person becomes unreachable, not at every mail; never about an address without a person, which is an
 * administrator's own: such a mail could not arrive either, and so on for ever.
 */
export const makeNoteUndelivered =
  (ports: UndeliveredPorts) =>
  async (mail: UndeliveredMail): Promise<void> => {
    if (await ports.handled.has(mail.id)) return;
    await note(ports, mail);
    await ports.handled.add(mail.id, ports.clock());
  };

const note = async (ports: UndeliveredPorts, mail: UndeliveredMail): Promise<void> => {
  const { person } = mail;
  const user = person === undefined ? undefined : (await ports.policy.people([person]))[person];
  const request = mail.requestId === undefined ? undefined : (await ports.requests.load(mail.requestId))?.request;
  const entry = entryOf(mail, request);
  // The mail went to an address that this person no longer has, or to nobody of the policy any more.
  if (person !== undefined && !hasAddress(user, mail.address)) return ports.log.append(entry);
  const before = await ports.unreachable.of(person ?? mail.address);
  const after = marked(before, mail);
  await ports.unreachable.note(after, entry, request && user && isNews(before, after) ? tellAdministrators : []);
};

const tellAdministrators: readonly Step[] = [{ kind: 'mail', notice: 'mail-undelivered', to: 'administrators' }];

const entryOf = (mail: UndeliveredMail, request: Request | undefined): VaultEntry => {
  const { kind, address, reason, person = null } = mail;
  const emergency = request && 'emergency' in request && request.emergency !== undefined;
  const detail = { kind, address, reason, person, seenAt: mail.at };
  return { type: 'MailUndelivered', actor: 'mail', requestId: request?.id, emergency, detail };
};

/** Whether an address is (still) this person's. */
export const hasAddress = (user: User | undefined, address: string): boolean =>
  user?.email?.toLowerCase() === address.toLowerCase();

/** A delay does not take back that mail was refused. */
const marked = (before: Unreachable | undefined, mail: UndeliveredMail): Unreachable => {
  const { kind, address, at, reason, requestId } = mail;
  const same = before?.address.toLowerCase() === address.toLowerCase() ? before : undefined;
  return {
    who: mail.person ?? address,
    address,
    since: same?.since ?? at,
    lastAt: Math.max(at, same?.lastAt ?? at),
    mails: (same?.mails ?? 0) + 1,
    ...(same && kind === 'delayed' && same.kind !== 'delayed' ? pickTold(same) : { kind, reason, requestId }),
  };
};

const pickTold = ({ kind, reason, requestId }: Unreachable) => ({ kind, reason, requestId });

const isNews = (before: Unreachable | undefined, after: Unreachable): boolean =>
  after.kind !== 'delayed' && (after.mails === 1 || before?.kind === 'delayed');

/** A reply that the gate admitted was an answer to a mail: that mail arrived. */
export const noteReachable = async (
  { unreachable }: { readonly unreachable: UnreachableStore },
  person: string,
): Promise<void> => {
  if ((await unreachable.of(person)) === undefined) return;
  await unreachable.clear(person, { type: 'MailArrived', actor: person, detail: { person } });
};
