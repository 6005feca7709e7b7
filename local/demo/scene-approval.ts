import { connect, refusalOf } from './database.ts';
import { hasSubject } from './mail-subject.ts';
import { inSeconds, requestIn, type Stage } from './stage.ts';
import { within } from './wait-for.ts';

const WINDOW_SECONDS = 25;

/** The main job: ask, two levels by mail, release, use, and the end that cuts and changes. */
export const playApproval = async ({
  settings,
  person,
  transcript: { scene, say, show, holds },
}: Stage): Promise<string> => {
  const [ana, bruno, carla, dora] = ['ana', 'bruno', 'carla', 'dora'].map(person) as [
    ReturnType<Stage['person']>,
    ReturnType<Stage['person']>,
    ReturnType<Stage['person']>,
    ReturnType<Stage['person']>,
  ];
  scene('Ana needs the password of payments_admin on payments-db');
  const decision = await ana.post('/credentials/payments-admin/decision', { action: 'view_password' });
  holds(
    `The vault decides ${decision.body.code}: ${decision.body.outcome}`,
    decision.body.code === '11110012',
    decision.body,
  );
  show(
    decision.body.candidates
      .map((each: { code: string; name: string; because: string }) => `${each.code}  ${each.name}: ${each.because}`)
      .join('\n'),
  );

  const empty = await ana.post('/requests', { credential: 'payments-admin', action: 'view_password' });
  holds(
    `Without a window the API says what is missing (${empty.status}): ${empty.body.detail}`,
    empty.status === 422,
    empty.body,
  );

  const end = inSeconds(WINDOW_SECONDS);
  const submitted = await ana.post('/requests', {
    credential: 'payments-admin',
    action: 'view_password',
    justification: 'Payment batch 4711 is stuck, its lock has to go',
    reason: 'Incident',
    ticket: 'INC4711',
    window: { start: inSeconds(0), end },
  });
  holds(
    `Ana asks for it until ${end.slice(11, 19)} UTC: ${submitted.body.request?.state}`,
    submitted.status === 201,
    submitted.body,
  );
  say(submitted.body.next);
  const { id } = submitted.body.request;
  const early = await ana.post(`/requests/${id}/password`, {});
  holds(`Before approval nothing is released (${early.status}): ${early.body.detail}`, early.status >= 400, early.body);

  scene('Level 1 is asked by mail, and nobody else yet');
  const asked = await bruno.mailAbout(id);
  await carla.mailAbout(id);
  show(`To: ${asked.to.join(', ')}\nReply-To: ${asked.replyTo}\nSubject: ${asked.subject}\n\n${asked.text}`);
  const notYet = (await dora.mails()).filter((letter) => letter.subject.includes(id));
  holds('Bruno and Carla of level 1 have the mail; Dora of level 2 has none', notYet.length === 0, notYet);

  scene('Bruno answers from his mail client');
  show(await bruno.reply(asked, 'APPROVE\nGo ahead, I watch the batch.'));
  const second = await dora.mailAbout(id);
  holds('Level 1 has approved: only now Dora of level 2 is asked', second.subject.includes(id));
  const recorded = await bruno.mailAbout(
    id,
    hasSubject((say) => say.recorded.approve.subject(id)),
  );
  say(`Bruno is told at once: "${recorded.subject}"`);

  scene('Dora answers too');
  await dora.reply(second, 'Approve.');
  await requestIn(ana, id, 'approved');
  const outcome = await ana.mailAbout(
    id,
    hasSubject((say) => say.outcome.approved.subject(id)),
  );
  holds(`Ana has the outcome in her mailbox: "${outcome.subject}"`, true);

  scene('The password comes out, and opens a real PostgreSQL');
  const released = await ana.post(`/requests/${id}/password`, {});
  holds(
    `Released to Ana: ${released.body.username}, valid until ${released.body.validUntil}`,
    released.status === 200,
    { status: released.status, rule: released.body.rule },
  );
  const login = { username: released.body.username, password: released.body.password };
  const connection = await connect(settings, login);
  holds(`PostgreSQL lets her in as ${connection.user}`, connection.user === 'payments_admin');
  const other = await bruno.post(`/requests/${id}/password`, {});
  holds(`Nobody but Ana gets it (Bruno: ${other.status}, ${other.body.detail})`, other.status >= 400, other.body);

  scene('The window ends');
  const { at, reason } = await within('the cut of the connection', connection.cut, (WINDOW_SECONDS + 20) * 1000);
  const afterEnd = at - Date.parse(released.body.validUntil);
  holds(`The open connection is cut ${afterEnd} ms after the end: "${reason}"`, afterEnd >= 0, afterEnd);
  const refused = await refusalOf(settings, login);
  holds(
    `The old password is refused by PostgreSQL: "${refused}"`,
    refused?.includes('password authentication failed') === true,
    refused,
  );
  const { request } = await requestIn(ana, id, 'ended');
  holds(
    `The request has ended, its password ${request.closure.password}, confirmed ${request.closure.tookMillis} ms after the end`,
    request.closure.password === 'changed',
    request.closure,
  );
  const late = await ana.post(`/requests/${id}/password`, {});
  holds(`After the end nothing is released (${late.status}): ${late.body.detail}`, late.status >= 400, late.body);
  return id;
};
