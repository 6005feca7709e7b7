import { hasSubject } from './mail-subject.ts';
import { inSeconds, requestIn, type Stage } from './stage.ts';

const form = (seconds: number) => ({
  credential: 'payments-admin',
  action: 'view_password',
  justification: 'Customers cannot pay',
  reason: 'Incident',
  window: { start: inSeconds(0), end: inSeconds(seconds) },
});

/** Emergency: access first, and every approver of every level is told at once. */
export const playEmergency = async ({ person, transcript: { scene, say, holds } }: Stage): Promise<string> => {
  scene('An emergency: Ana does not wait');
  const ana = person('ana');
  const { id } = (await ana.post('/requests', form(600))).body.request;
  const used = await ana.post(`/requests/${id}/emergency`, { reason: 'Every minute costs, nobody answers' });
  holds(`Emergency access is open (${used.body.request?.state})`, used.body.request?.state === 'emergency', used.body);
  const released = await ana.post(`/requests/${id}/password`, {});
  holds(`The password is released at once to ${released.body.username}`, released.status === 200, released.body.rule);
  const told = ['bruno', 'carla', 'dora'];
  for (const each of told)
    await person(each).mailAbout(
      id,
      hasSubject((say) => say.emergency.subject(id)),
    );
  holds(`${told.join(', ')}: all approvers of all levels are told at once`, true);
  const bruno = person('bruno');
  const revoked = await bruno.post(`/requests/${id}/revoke`, { text: 'Thank you, we take over from here.' });
  holds(`Bruno revokes it: ${revoked.body.request?.state}`, revoked.body.request?.state === 'revoked', revoked.body);
  const mail = await ana.mailAbout(
    id,
    hasSubject((say) => say.outcome.revoked.subject(id)),
  );
  say(`Ana reads: "${mail.subject}"`);
  return id;
};

/** One disapproval at level 1 ends a request, and level 2 never hears of it. */
export const playDisapproval = async ({ person, transcript: { scene, holds } }: Stage): Promise<void> => {
  scene('A disapproval');
  const [ana, carla, dora] = [person('ana'), person('carla'), person('dora')];
  const { id } = (await ana.post('/requests', form(600))).body.request;
  const asked = await carla.mailAbout(id);
  await carla.reply(asked, 'disapprove\nNot during the audit, please ask tomorrow.');
  const { request } = await requestIn(ana, id, 'rejected');
  holds(`Carla replied DISAPPROVE: the request is ${request.state}`, request.why === 'disapproved', request);
  const mail = await ana.mailAbout(
    id,
    hasSubject((say) => say.outcome.rejected.subject(id)),
  );
  holds('Ana is told, with the comment', mail.text.includes('Not during the audit'), mail.text);
  const higher = (await dora.mails()).filter((letter) => letter.subject.includes(id));
  holds('Dora of level 2 never heard of it', higher.length === 0, higher);
};

/** A use that needs a reason alone, and one that nobody may have. */
export const playImmediate = async ({ person, transcript: { scene, holds } }: Stage): Promise<void> => {
  scene('A use that needs a justification alone, and a refusal');
  const ana = person('ana');
  const bare = { credential: 'reports-reader', action: 'view_password' };
  const asked = await ana.post('/requests', bare);
  holds(`Without a reason (${asked.status}): ${asked.body.detail}`, asked.body.field === 'justification', asked.body);
  const granted = await ana.post('/requests', { ...bare, justification: 'Monthly figures for the board' });
  holds(
    `With one it is given at once: ${granted.body.request?.state}, ${granted.body.request?.restrictionCode}`,
    granted.body.request?.state === 'granted',
    granted.body,
  );
  const released = await ana.post(`/requests/${granted.body.request.id}/password`, {});
  holds(`The password is released to ${released.body.username}`, released.status === 200, released.body.rule);
  const refused = await ana.post('/requests', {
    credential: 'vault-root',
    action: 'view_password',
    justification: 'curious',
  });
  holds(
    `No group gives Ana vault-root (${refused.status}): ${refused.body.detail}`,
    refused.status === 403,
    refused.body,
  );
};
