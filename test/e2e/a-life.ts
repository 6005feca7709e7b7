import { newUlid } from '../../lambdas/adapters/runtime/runtime.ts';
import { inSeconds } from '../../local/demo/stage.ts';
import { waitFor } from '../../local/demo/wait-for.ts';
import type { Letter } from '../../local/mail/mailboxes.ts';
import type { Answer } from '../../local/person/call-api.ts';
import type { Person } from '../../local/person/person.ts';

/**
 * The sweeper looks every minute at what has been due for a minute; a cut of power may end its run, and twelve cuts
 * come one after another.
 */
export const PATIENCE_MILLIS = 400_000;

/** A person whose call fails tries again, as a client does, with the same key; `counts` is an answer that is none. */
const insist = (person: Person, path: string, body: object): Promise<Answer> => {
  const key = { 'idempotency-key': newUlid() };
  return waitFor(
    `an answer of ${path}`,
    async () => {
      const answer = await person.post(path, body, key).catch(() => undefined);
      return answer && answer.status < 500 && answer.body.rule !== 'level-not-open' ? answer : undefined;
    },
    PATIENCE_MILLIS,
  );
};

export interface ThePeople {
  readonly ana: Person;
  readonly bruno: Person;
  readonly dora: Person;
}

/** How the first level answers: by the API, or by mail, again and again until it is counted. */
export type FirstAnswer = 'api' | 'mail';

const requestNow = async (person: Person, id: string) =>
  (await person.get(`/requests/${id}`).catch(() => undefined))?.body.request;

/** The mail that asks this person: whatever was cut off, it comes. */
const askedBy = (person: Person, id: string) =>
  waitFor(`a mail to ${person.id}`, async () => (await person.mails()).find(isAbout(id)), PATIENCE_MILLIS);

const isAbout =
  (id: string) =>
  ({ subject }: Letter): boolean =>
    subject.includes(id);

const approve = async (person: Person, id: string) => {
  await askedBy(person, id);
  await insist(person, `/requests/${id}/decisions`, { decision: 'approve', windowVersion: 1 });
};

/** A mail that came while nothing ran is lost here, where SES would have tried again: so the person does. */
const approveByMail = async ({ ana, bruno }: ThePeople, id: string) => {
  const letter = await askedBy(bruno, id);
  const counted = async () => {
    const request = await requestNow(ana, id);
    return request && (request.state !== 'pending' || request.level > 1) ? request : undefined;
  };
  const send = async () => {
    await bruno.reply(letter, 'APPROVE').catch(() => undefined);
    return waitFor('level 2', counted, 10_000).catch(() => undefined);
  };
  await waitFor('the counted reply', send, PATIENCE_MILLIS);
};

/** One whole life: asked, approved in two levels, released, given back, its password changed. Gives its password. */
export const liveOnce = async (people: ThePeople, first: FirstAnswer = 'api') => {
  const { ana, bruno, dora } = people;
  const submitted = await insist(ana, '/requests', {
    credential: 'payments-admin',
    action: 'view_password',
    justification: 'a test',
    reason: 'Change',
    window: { start: inSeconds(0), end: inSeconds(900) },
  });
  const id: string = submitted.body.request.id;
  await (first === 'mail' ? approveByMail(people, id) : approve(bruno, id));
  await approve(dora, id);
  const released = await insist(ana, `/requests/${id}/password`, {});
  await insist(ana, `/requests/${id}/return`, {});
  await waitFor('the confirmed end', async () => (await requestNow(ana, id))?.closure, PATIENCE_MILLIS);
  return { id, released };
};
