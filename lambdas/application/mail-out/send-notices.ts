import { namedWords, type Replies } from '../../core/policy/reply-words.ts';
import { noOtherWords } from '../../core/reply/words.ts';
import type { MailStep, NoticeKind } from '../../core/request/effects.ts';
import type { Request } from '../../core/request/state.ts';
import type { Language } from '../../core/time/language.ts';
import { readOtherHolders } from '../access/other-holders.ts';
import { Fault } from '../fault.ts';
import type { AbsenceReader } from '../ports/absence-ports.ts';
import type { Effect, EffectStore } from '../ports/effect-ports.ts';
import type { Clock, CustodyStore, PolicyReader, RequestStore } from '../ports/ports.ts';
import { type Invite, inviteToReply } from './invite-to-reply.ts';
import { isPutOff, type Lane, type SendInLane } from './mail-lane.ts';
import { asksForVote, isStillAsked, type Reader, readersOf } from './notice-readers.ts';
import { type NoticeFacts, writeNotice } from './write-notice.ts';

export interface NoticePorts {
  readonly effects: Pick<EffectStore, 'addToInboxes'>;
  readonly requests: Pick<RequestStore, 'load'>;
  readonly custody: Pick<CustodyStore, 'read'>;
  readonly clock: Clock;
  readonly policy: PolicyReader;
  readonly absences: AbsenceReader;
  readonly sendMail: SendInLane;
  /** Absent where no mail is received: then no mail invites to reply (mission.md Q31). */
  readonly invite?: Invite | undefined;
  /** Where links lead: this address, then `/decide/<id>`. */
  readonly linkBase: string;
  readonly administrators: readonly string[];
}

/**
 * One mail effect is all its recipients, each marked when done, so that a crash repeats at most one mail (design.md 6).
 * Who was disabled or removed meanwhile, and who has no address, is not written to; the others are. Nobody is asked
 * about a request or a level that was decided before the mail went out. An address that SES refuses keeps no mail from
 * the others; a throttled SES does, and they are put off.
 */
export const makeSendNotices =
  (ports: NoticePorts) =>
  async (effect: Effect, step: MailStep, { once, lane }: Turn): Promise<void> => {
    const stored = await ports.requests.load(effect.record.requestId ?? '');
    if (!stored) throw new Fault('RequestMissing', `effect ${effect.key.pk} is about a request that is not there`);
    const { request } = stored;
    if (asksForVote(step.notice) && request.name !== 'pending') return;
    const readers = await readersOf(ports, request, step);
    const people = readers.flatMap((reader) => reader.user?.id ?? []);
    if (inboxNotices.includes(step.notice)) await ports.effects.addToInboxes(request, people);
    const facts = await factsFor(ports, effect, step, { request, readers });
    const told = readers.filter((each) => !asksForVote(step.notice) || isStillAsked(request, each));
    await tellEach(told, (reader) => once(reader.mark, () => sendOne(ports, facts, { reader, lane })));
  };

/** Tells each, though some cannot be told: then the first failure comes out at the end. */
const tellEach = async (readers: readonly Reader[], tell: (reader: Reader) => Promise<void>): Promise<void> => {
  const failures: Fault[] = [];
  for (const reader of readers) {
    await tell(reader).catch((error: unknown) => {
      if (!isNotSent(error)) throw error;
      failures.push(error);
    });
  }
  if (failures[0]) throw failures[0];
};

/** Does `act` unless `name` is marked as done, and marks it. */
export type Once = (name: string, act: () => Promise<void>) => Promise<void>;

/** When the mails may go, and what keeps each from going twice. */
export interface Turn {
  readonly once: Once;
  readonly lane: Lane;
}

const MAIL_NOT_SENT = 'MailNotSent';

const isNotSent = (error: unknown): error is Fault => error instanceof Fault && error.name === MAIL_NOT_SENT;

export type SendNotices = ReturnType<typeof makeSendNotices>;

/** What puts a request into somebody's "My approvals". */
const inboxNotices: readonly NoticeKind[] = ['approval-asked', 'approval-reminder', 'emergency-used'];

type SharedFacts = Omit<NoticeFacts, 'reading' | 'replyOffered' | 'words' | 'inPlaceOf' | 'reader'> & {
  readonly vaultZone: string;
  readonly replies: Replies;
};

/** What all readers of one effect are told alike. */
const factsFor = async (
  ports: NoticePorts,
  { record }: Effect,
  { notice, rule }: MailStep,
  { request, readers }: { readonly request: Request; readonly readers: readonly Reader[] },
): Promise<SharedFacts> => {
  const { policy, linkBase } = ports;
  const [head, credential, nameOf] = await Promise.all([
    policy.head(),
    policy.credential(request.credential),
    namesFor(policy, { notice, record, request, readers }),
  ]);
  return {
    notice,
    rule,
    record,
    request,
    heldBy: asksForVote(notice) ? await readOtherHolders(ports, request) : [],
    nameOf,
    requesterName: nameOf(request.requester),
    use: {
      action: request.action,
      username: credential?.username ?? request.credential,
      device: credential?.device ?? request.credential,
    },
    vaultZone: head?.settings.timeZone ?? 'UTC',
    replies: head?.settings.replies ?? noOtherWords,
    link: `${linkBase}/decide/${request.id}`,
  };
};

/** Whom the mail that an undelivered one is about was written to. */
const undeliveredTo = ({ type, detail }: Effect['record']): readonly string[] =>
  type === 'MailUndelivered' ? [(detail as { readonly person: string }).person] : [];

/** What says who voted. */
const namesVoters: readonly NoticeKind[] = ['already-handled', 'reply-too-late'];

interface Named {
  readonly notice: NoticeKind;
  readonly record: Effect['record'];
  readonly request: Request;
  readonly readers: readonly Reader[];
}

/** The names that a notice gives; those of its readers are known. */
const namesFor = async (
  policy: Pick<PolicyReader, 'people'>,
  { notice, record, request, readers }: Named,
): Promise<(person: string) => string> => {
  const voters = namesVoters.includes(notice) && 'ballots' in request ? request.ballots.map(({ by }) => by) : [];
  const known = Object.fromEntries(readers.flatMap(({ user }) => (user ? [[user.id, user] as const] : [])));
  const unknown = [request.requester, ...voters, ...undeliveredTo(record)].filter(
    (person) => known[person] === undefined,
  );
  const people = { ...known, ...(unknown.length > 0 ? await policy.people(unknown) : {}) };
  return (person) => people[person]?.name ?? person;
};

/** Administrators have an address and no locale. */
const LANGUAGE_OF_ADDRESSES: Language = 'en';

const sendOne = async (
  ports: NoticePorts,
  facts: SharedFacts,
  { reader, lane }: { readonly reader: Reader; readonly lane: Lane },
): Promise<void> => {
  const replyTo = await replyAddress(ports, facts, reader);
  const reading = {
    language: reader.user?.locale ?? LANGUAGE_OF_ADDRESSES,
    vault: facts.vaultZone,
    reader: reader.user?.timeZone,
  };
  const { inPlaceOf } = reader;
  const notice = writeNotice({
    ...facts,
    reading,
    inPlaceOf,
    reader: reader.user?.id,
    replyOffered: replyTo !== undefined,
    words: namedWords(facts.replies, reading.language),
  });
  const autoSubmitted = facts.notice.startsWith('reply-') ? ('auto-replied' as const) : undefined;
  const about = { requestId: facts.request.id, person: reader.user?.id, notice: facts.notice };
  const mail = { to: reader.address, replyTo, ...notice, ...about, autoSubmitted };
  await ports.sendMail(mail, lane).catch((error: unknown) => {
    if (isPutOff(error)) throw error;
    throw new Fault(MAIL_NOT_SENT, `the mail to ${reader.mark} was not sent`, { cause: error });
  });
};

/** Only the mails that ask have a reply address, and only while their reader is still asked. */
const replyAddress = async (
  { invite }: NoticePorts,
  { request, notice, record }: SharedFacts,
  reader: Reader,
): Promise<string | undefined> => {
  const { user } = reader;
  const asks = asksForVote(notice) || notice === 'reply-not-understood';
  if (!(invite && asks && user && isStillAsked(request, reader))) return undefined;
  return inviteToReply(invite, { request, approver: user, ask: record.seq });
};
