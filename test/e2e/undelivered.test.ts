import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hasSubject } from '../../local/demo/mail-subject.ts';
import { inSeconds } from '../../local/demo/stage.ts';
import { waitFor } from '../../local/demo/wait-for.ts';
import { type Cloud, startCloud } from './cloud.ts';

let cloud: Cloud;

beforeAll(async () => {
  cloud = await startCloud(fileURLToPath(new URL('undelivered.yaml', import.meta.url)));
});
afterAll(() => cloud.stop());

const submit = async (): Promise<string> => {
  const { body } = await cloud.person('ana').post('/requests', {
    credential: 'payments-admin',
    action: 'view_password',
    justification: 'a test',
    window: { start: inSeconds(0), end: inSeconds(600) },
  });
  return body.request.id;
};

const listed = (count: number, mails: number) =>
  waitFor(`${count} people whom mail does not reach, ${mails} mails each`, async () => {
    const { body } = await cloud.person('alex').get('/undelivered');
    const people = body.people as readonly { readonly person: string; readonly mails: number }[];
    return people.length === count && people.every((each) => each.mails === mails) ? people : undefined;
  });

it('shows administrators whom mail does not reach, and mails them once', async () => {
  const alex = cloud.person('alex');
  const first = await submit();

  const people = await listed(2, 1);
  expect(people.toSorted((a, b) => (a.person < b.person ? -1 : 1))).toMatchObject([
    {
      person: 'carla',
      name: 'Carla Dias',
      address: 'bounce+carla@simulator.amazonses.com',
      kind: 'bounced',
      reason: 'Permanent General: smtp; 550 5.1.1 user unknown',
      requestId: first,
    },
    { person: 'dora', kind: 'complained', reason: 'abuse', requestId: first },
  ]);
  const told = await alex.mailAbout(first, ({ text }) => text.includes('Carla Dias'));
  expect(hasSubject((say) => say.undelivered.subject(first))(told)).toBe(true);
  await alex.mailAbout(first, ({ text }) => text.includes('Dora Klein'));

  const second = await submit();
  await listed(2, 2);
  await cloud.person('bruno').mailAbout(second);
  expect((await alex.mails()).filter(({ subject }) => subject.includes(second))).toEqual([]);
});

it('shows them to administrators alone', async () => {
  expect(await cloud.person('bruno').get('/undelivered')).toMatchObject({ status: 403, body: { rule: 'not-allowed' } });
});

it('carries no tags to the reader', async () => {
  const { headers } = await cloud.person('bruno').mailAbout(await submit());

  expect(headers.filter(({ name }) => name.toLowerCase().startsWith('x-ses'))).toEqual([]);
});
