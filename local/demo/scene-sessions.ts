import { refusalOf } from './database.ts';
import { hasSubject } from './mail-subject.ts';
import { connectThrough, type OpenedSession } from './session-client.ts';
import { inSeconds, requestIn, type Stage } from './stage.ts';
import { within } from './wait-for.ts';

const WINDOW_SECONDS = 25;

/** Ana asks for a session of so many seconds on payments-admin, and both levels approve it. Gives the request's id. */
const approvedSession = async ({ person }: Stage, seconds: number): Promise<string> => {
  const submitted = await person('ana').post('/requests', {
    credential: 'payments-admin',
    action: 'start_session',
    justification: 'Look after the payment batch',
    reason: 'Change',
    window: { start: inSeconds(0), end: inSeconds(seconds) },
  });
  const { id } = submitted.body.request;
  for (const approver of ['bruno', 'dora']) {
    const asked = await person(approver).mailAbout(
      id,
      hasSubject((say) => say.asked.subject(id)),
    );
    await person(approver).reply(asked, 'APPROVE');
  }
  await requestIn(person('ana'), id, 'approved');
  return id;
};

const open = async ({ person, transcript: { holds, say } }: Stage, id: string) => {
  const opened = await person('ana').post(`/requests/${id}/sessions`, {});
  holds('Ana opens a session', opened.status === 200, { status: opened.status, detail: opened.body.detail });
  const session = opened.body as OpenedSession;
  say(`It is open until ${session.validUntil.slice(11, 23)}, as ${session.database.username}: a role of its own`);
  return { session, client: await connectThrough(session) };
};

/** A live session that is cut when its window ends: the connection, the role and the way to the database are gone. */
export const playSessionToItsEnd = async (stage: Stage): Promise<OpenedSession> => {
  const { settings, person, transcript } = stage;
  const { scene, holds } = transcript;
  scene('A session: Ana works on the database and never sees the password of payments_admin');
  const id = await approvedSession(stage, WINDOW_SECONDS);
  const shown = await person('ana').post(`/requests/${id}/password`, {});
  holds(`The password is not shown for it (${shown.status}): ${shown.body.detail}`, shown.status === 403, shown.body);
  const { session, client } = await open(stage, id);
  const rows = await client.query('SELECT count(*)::int AS payments FROM payments');
  holds(`It has the rights of payments_admin: ${JSON.stringify(rows)}`, Array.isArray(rows), rows);
  const become = await client.query('SET ROLE payments_admin');
  const change = await client.query("ALTER ROLE payments_admin PASSWORD 'mine'");
  holds('It can neither become payments_admin nor change its password', become === '42501' && change === '42501', {
    become,
    change,
  });

  scene('The window of the session ends');
  const at = await within('the cut of the session', client.cut, (WINDOW_SECONDS + 20) * 1000);
  const late = at - Date.parse(session.validUntil);
  holds(`The connection is cut ${late} ms after the end`, late >= 0, late);
  const refused = await refusalOf(settings, session.database);
  holds(`Its login is refused: "${refused}"`, refused !== undefined);
  const { request } = await requestIn(person('ana'), id, 'ended');
  holds(`The request has ended, confirmed ${request.closure.tookMillis} ms after the end`, true);
  return session;
};

/** A live session that an approver ends: the person is told why. */
export const playSessionRevoked = async (stage: Stage): Promise<OpenedSession> => {
  const { person, transcript } = stage;
  const { scene, say, holds } = transcript;
  scene('A session that is revoked');
  const id = await approvedSession(stage, 600);
  const { session, client } = await open(stage, id);
  const text = 'The auditors freeze the payments until noon.';
  const revokedAt = Date.now();
  await person('carla').post(`/requests/${id}/revoke`, { text });
  const at = await within('the cut of the session', client.cut, 20_000);
  holds(`Carla revokes it, and the connection is cut ${at - revokedAt} ms later`, true);
  const { request } = await requestIn(person('ana'), id, 'revoked');
  holds(`Ana is told why: "${request.revokedBecause}"`, request.revokedBecause === text, request);
  const mail = await person('ana').mailAbout(
    id,
    hasSubject((words) => words.outcome.revoked.subject(id)),
  );
  say(`and reads it in her mail: "${mail.subject}"`);
  return session;
};
