import { sha256 } from '../../../lambdas/adapters/runtime/runtime.ts';
import { canonical, type Json } from '../../../lambdas/core/audit/canonical.ts';
import { GENESIS } from '../../../lambdas/core/audit/chain.ts';
import type { Seen, SightOf } from '../engine/seen.ts';
import { CANARY } from '../services/rotation-target.ts';
import { firstOf, type Invariant, on, type Rest, requestsOf } from './invariant.ts';

type Changed = SightOf<'changed'>;

const spelled = (request: unknown): string => canonical(request as Json);

const unrecorded = (change: Changed): string | undefined => miscounted(change) ?? unchained(change);

const miscounted = ({ before, after, records, effects }: Changed): string | undefined => {
  const { id } = after.request;
  const from = before?.version ?? 0;
  if (after.version !== from + records.length)
    return `${id} went from version ${from} to ${after.version} with ${records.length} records`;
  if (records.length !== effects.length) return `${id} has ${records.length} records and ${effects.length} effects`;
  const changed = before === undefined || spelled(before.request) !== spelled(after.request);
  return records.length === 0 && changed ? `${id} changed without a record` : undefined;
};

const unchained = ({ before, after, records }: Changed): string | undefined => {
  const heads = [before?.head ?? GENESIS, ...records.map(({ hash }) => hash)];
  if (heads.at(-1) !== after.head) return `the head of ${after.request.id} is not its last record`;
  return firstOf(records.entries(), ([index, { hash, previousHash, ...record }]) => {
    const expected = sha256(heads[index] + canonical(record as unknown as Json));
    const fits =
      record.seq === (before?.version ?? 0) + index + 1 && previousHash === heads[index] && hash === expected;
    return fits ? undefined : `the chain of ${after.request.id} broke at ${record.seq}`;
  });
};

export const recordedExactly: Invariant = {
  id: 'I-7',
  says: 'Records are numbered without a gap, one for each change and in the same transaction, and their chain holds.',
  watch: on('changed', unrecorded),
  atRest: ({ seen, table }) =>
    firstOf(seen.lives.values(), ({ stored, records }) => {
      const kept = table.query(`R#${stored.request.id}`, 'E#').length;
      return kept === stored.version && records.length === kept
        ? undefined
        : `${stored.request.id} is at version ${stored.version} and has ${kept} records`;
    }),
};

/** Everybody who could be written to all the time: who was ever disabled or has no address is not. */
const reachable = ({ policies }: Seen): ReadonlyMap<string, string> => {
  const users = policies.flatMap(({ policy }) => policy.users);
  const everDisabled = new Set(users.filter(({ enabled }) => !enabled).map(({ id }) => id));
  return new Map(users.flatMap(({ id, email }) => (email && !everDisabled.has(id) ? [[id, email] as const] : [])));
};

const untold = ({ seen }: Rest): string | undefined => {
  const addresses = reachable(seen);
  return firstOf(seen.effects, ([key, steps]) => {
    const told = steps.find((step) => step.kind === 'mail' && step.notice === 'emergency-used');
    const people = told?.kind === 'mail' && told.to !== 'administrators' ? told.to : [];
    const missed = people.find((id) => addresses.has(id) && !seen.mails.has(`${key} ${addresses.get(id)}`));
    return missed && `${missed} was never told of the emergency ${key}`;
  });
};

/** All approvers of all levels are to be told, whatever the effect says. */
const everybodyNamed: Invariant['watch'] = on('changed', ({ after: { request }, records, effects }) => {
  if (!records.some(({ type }) => type === 'EmergencyUsed') || !('rules' in request)) return undefined;
  const to = effects.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'mail' ? step.to : [])));
  const missed = request.rules.levels
    .flatMap(({ approvers }) => approvers)
    .find((person) => person !== request.requester && !to.includes(person));
  return missed && `${missed} is not among those who are told of the emergency of ${request.id}`;
});

const mailedTwice: Invariant['watch'] = on('mailed', ({ effect, mail }, seen) => {
  const times = seen.mails.get(`${effect} ${mail.to}`) ?? 0;
  const mails = seen.effects.get(effect)?.filter(({ kind }) => kind === 'mail').length ?? 1;
  const allowed = mails + (seen.excuses.get(effect) ?? 0);
  return times > allowed
    ? `${mail.to} was sent the mail of ${effect} ${times} times, ${allowed} can be explained`
    : undefined;
});

export const everybodyTold: Invariant = {
  id: 'I-9',
  says: 'In an emergency every approver of every level is told in the end, and nobody twice but after a crash.',
  watch: (sight, seen) => everybodyNamed(sight, seen) ?? mailedTwice(sight, seen),
  atRest: untold,
};

const undone = ({ seen, table }: Rest): string | undefined =>
  firstOf(seen.effects.keys(), (key) => {
    const [pk = '', sk = ''] = key.split(' ');
    const effect = table.get({ pk, sk });
    const done = (effect?.['done'] ?? []) as string[];
    return effect && effect['due'] === undefined && done.includes('publish')
      ? undefined
      : `the effect ${key} was never done`;
  });

export const nothingIsLeft: Invariant = {
  id: 'I-11',
  says: 'No request stays pending after its deadline, no effect undone, no execution on its way.',
  atRest: (rest) => {
    const stuck = requestsOf(rest.seen).find(({ name }) => name === 'pending');
    if (stuck) return `${stuck.id} is pending for ever`;
    const [running] = rest.runningExecutions();
    if (running) return `the execution ${running} runs for ever`;
    return rest.unread() > 0 ? `${rest.unread()} mails were never read` : undone(rest);
  },
};

export const readsChangeNothing: Invariant = {
  id: 'I-12',
  says: 'Reads, and mails that must not decide, change no request.',
  watch: on('changed', ({ process, after }) =>
    process?.mustNotChange ? `${process.name} (${process.about}) changed ${after.request.id}` : undefined,
  ),
};

const answeredTwice: Invariant['watch'] = on('answered', ({ idempotencyKey = '', stored }, seen) => {
  const first = seen.answers.get(idempotencyKey)?.first?.request.id;
  return first && stored && first !== stored.request.id
    ? `the key ${idempotencyKey} was answered with ${first} and with ${stored.request.id}`
    : undefined;
});

const doneTwice: Invariant['watch'] = on('changed', ({ process }, seen) => {
  const { idempotencyKey = '' } = process ?? {};
  const commits = seen.answers.get(idempotencyKey)?.commits ?? 0;
  return commits > 1 ? `the key ${idempotencyKey} changed something ${commits} times` : undefined;
});

export const answeredOnce: Invariant = {
  id: 'I-14',
  says: 'The same idempotency key has the same answer and at most one effect.',
  watch: (sight, seen) => doneTwice(sight, seen) ?? answeredTwice(sight, seen),
};

export const secretsStay: Invariant = {
  id: 'I-15',
  says: 'A password stands in no item, record or mail.',
  watch: on('wrote', ({ where, text }) => (text.includes(CANARY) ? `a password was written to ${where}` : undefined)),
};
