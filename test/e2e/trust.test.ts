import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasSubject } from '../../local/demo/mail-subject.ts';
import { inSeconds, requestIn } from '../../local/demo/stage.ts';
import { waitFor } from '../../local/demo/wait-for.ts';
import { secretTraces } from './canary.ts';
import { type Cloud, startCloud } from './cloud.ts';

let cloud: Cloud;

beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.stop());

const submit = async (seconds = 600) => {
  const answer = await cloud.person('ana').post('/requests', {
    credential: 'payments-admin',
    action: 'view_password',
    justification: 'a test',
    reason: 'Change',
    window: { start: inSeconds(0), end: inSeconds(seconds) },
  });
  return answer.body.request.id as string;
};

const ballots = async (id: string) => {
  const { body } = await cloud.person('ana').get(`/requests/${id}`);
  return body.history.filter((entry: { type: string }) => entry.type === 'VoteCast').length;
};

describe('a mailed reply', () => {
  it('decides nothing without DMARC PASS, and everything with it', async () => {
    const bruno = cloud.person('bruno');
    const id = await submit();
    const asked = await bruno.mailAbout(id);

    await bruno.reply(asked, 'APPROVE', { verdicts: 'dmarc=GRAY spf=PASS dkim=PASS' });
    await bruno.reply(asked, 'APPROVE', { verdicts: 'dmarc=FAIL' });
    await bruno.reply(asked, 'APPROVE');
    await cloud.person('dora').mailAbout(id);

    expect(await ballots(id)).toBe(1);
  });

  it('decides nothing when somebody else uses the reply address, and tells its owner', async () => {
    const [bruno, carla] = [cloud.person('bruno'), cloud.person('carla')];
    const id = await submit();
    const asked = await bruno.mailAbout(id);

    await carla.reply(asked, 'APPROVE');
    const told = await bruno.mailAbout(
      id,
      hasSubject((say) => say.misused.subject(id)),
    );

    expect(told.text).toContain('foi recusada');
    expect(await ballots(id)).toBe(0);
  });

  it('is answered once with help when it says something else', async () => {
    const bruno = cloud.person('bruno');
    const id = await submit();
    const asked = await bruno.mailAbout(id);

    await bruno.reply(asked, 'I would APPROVE this');
    await bruno.reply(asked, 'well, APPROVE?');
    const help = await bruno.mailAbout(
      id,
      hasSubject((say) => say.notUnderstood.subject(id)),
    );
    await bruno.reply(help, 'APPROVE');
    await cloud.person('dora').mailAbout(id);

    const helps = (await bruno.mails()).filter(({ subject }) => subject === help.subject);
    expect(helps).toHaveLength(1);
    expect(await ballots(id)).toBe(1);
  });
});

describe('a reply address', () => {
  it('S-17, I-02: stands in the mail of its approver, and nowhere else: no table, log, history, queue, mail or answer', async () => {
    const bruno = cloud.person('bruno');
    const id = await submit();
    const asked = await bruno.mailAbout(id);
    const token = asked.replyTo?.slice(2, 34) ?? '';
    await bruno.reply(asked, 'APPROVE');
    await cloud.person('dora').mailAbout(id);

    const { found } = await secretTraces(cloud, token);
    const pages = [`/requests/${id}`, '/requests', '/requests?scope=all', '/reports/requests'];
    const answers = ['ana', 'bruno', 'dora', 'alex'].flatMap((who) => pages.map((page) => cloud.person(who).get(page)));
    const told = JSON.stringify((await Promise.all(answers)).map(({ body }) => body));

    expect(token).toMatch(/^[a-z2-7]{32}$/);
    expect([...new Set(found.flat())]).toEqual(['mail of bruno']);
    expect(told).toContain(id);
    expect(told).not.toContain(token);
  });
});

describe('the API', () => {
  it('I-09: gives the report to nobody without a token of an auditor or administrator', async () => {
    const call = async (authorization?: string) =>
      (await fetch(`${cloud.settings.apiUrl}/reports/requests`, authorization ? { headers: { authorization } } : {}))
        .status;

    expect([await call(), await call('Bearer made-up')]).toEqual([401, 401]);
    expect((await cloud.person('ana').get('/reports/requests')).body.rule).toBe('not-allowed');
    expect((await cloud.person('alex').get('/reports/requests')).status).toBe(200);
  });

  it('lets nobody approve their own request, nor a later level before its time', async () => {
    const id = await submit();
    const vote = { decision: 'approve', windowVersion: 1 };

    const own = await cloud.person('ana').post(`/requests/${id}/decisions`, vote);
    const later = await cloud.person('dora').post(`/requests/${id}/decisions`, vote);
    const stranger = await cloud.person('eva').get(`/requests/${id}`);

    expect([own.status, own.body.rule]).toEqual([403, 'no-self-approval']);
    expect([later.status, later.body.rule]).toEqual([409, 'level-not-open']);
    expect(stranger.status).toBe(200);
    expect((await cloud.person('dora').get(`/requests/${id}`)).status).toBe(404);
  });

  it('does a repeated call once', async () => {
    const ana = cloud.person('ana');
    const body = { credential: 'reports-reader', action: 'view_password', justification: 'once' };
    const key = { 'idempotency-key': 'e2e-once' };

    const [one, two] = [await ana.post('/requests', body, key), await ana.post('/requests', body, key)];
    const other = await ana.post('/requests', { ...body, justification: 'twice' }, key);

    expect(two.body.request.id).toBe(one.body.request.id);
    expect(other.body.rule).toBe('idempotency-key-reused');
  });

  it('moves the end when an approver shortens the window, and asks level 1 again when level 2 widens it', async () => {
    const [bruno, dora] = [cloud.person('bruno'), cloud.person('dora')];
    const id = await submit(600);
    await bruno.mailAbout(id);
    const shorter = { start: inSeconds(0), end: inSeconds(300) };
    await bruno.post(`/requests/${id}/decisions`, { decision: 'approve', windowVersion: 1, window: shorter });
    const wider = { start: inSeconds(0), end: inSeconds(900) };

    const second = await dora.post(`/requests/${id}/decisions`, {
      decision: 'approve',
      windowVersion: 2,
      window: wider,
    });

    expect([second.body.request.state, second.body.request.level]).toEqual(['pending', 1]);
    const again = await waitFor('a second ask', async () => {
      const mails = (await bruno.mails()).filter(hasSubject((say) => say.asked.subject(id)));
      return mails.length === 2 ? mails[1] : undefined;
    });
    await bruno.reply(again, 'APPROVE');
    const { request } = await requestIn(bruno, id, 'approved');
    expect(Date.parse(request.window.end)).toBe(Date.parse(wider.end));
  });

  it('lapses a request that nobody answers', async () => {
    const id = await submit(4);

    const { request } = await requestIn(cloud.person('ana'), id, 'lapsed');

    expect(request.state).toBe('lapsed');
  });
});
