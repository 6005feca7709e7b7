import { describe, expect, it } from 'vitest';
import { approvalAsked } from '../../../../lambdas/application/mail-out/notices/approval-asked.ts';
import { levelBlocked } from '../../../../lambdas/application/mail-out/notices/level-blocked.ts';
import { replyTooLate } from '../../../../lambdas/application/mail-out/notices/reply-too-late.ts';
import { htmlSaysAlone } from '../../../../lambdas/core/reply/html-words.ts';
import { MARKERS } from '../../../../lambdas/core/reply/marker.ts';
import { LANGUAGES } from '../../../../lambdas/core/time/language.ts';
import { sampleNotices, sampleRequest } from '../../../../local/mail/gallery/sample-notices.ts';

const aRequest = sampleRequest('en');

const notices = LANGUAGES.flatMap((language) =>
  Object.entries(sampleNotices(language)).map(([title, notice]) => [`${language}, ${title}`, notice] as const),
);

describe('every notice', () => {
  it.each(notices)('%s: its subject holds the request id and nothing of the request (I-07)', (_, { subject }) => {
    expect(subject).toMatch(/^[\p{L}\d: ]+$/u);
    expect(subject).toContain(aRequest.requestId);
    expect(subject).not.toContain('Ana');
  });

  it.each(notices)('%s: none of its lines begins with one of the two words (T-01)', (_, { text }) => {
    expect(text).not.toMatch(/^[\s>]*(?:DIS)?APPROVE/m);
  });

  it.each(notices)('%s: is plain text with lines that fit, and ends with the link', (_, { text }) => {
    expect(text).toMatch(/^[\p{L}\x20-\x7e\n]+$/u);
    expect(text.split('\n').filter((line) => line.length > 76)).toEqual([]);
    expect(text).toContain(aRequest.link);
  });
});

describe('the HTML of every notice', () => {
  it.each(notices)('%s: says what its text says', (_, { text, html }) => {
    const words = (written: string) => new Set(written.match(/[\p{L}\d]{3,}/gu));
    const shown = words(html.replace(/<head>.*?<\/head>/s, '').replace(/<[^>]*>/g, ' '));

    expect([...words(text)].filter((word) => !shown.has(word))).toEqual([]);
  });

  it.each(notices)('%s: has no line that is one of the two words alone (T-04)', (_, { html }) => {
    expect([htmlSaysAlone(html, 'approve'), htmlSaysAlone(html, 'disapprove')]).toEqual([false, false]);
  });

  it.each(notices)('%s: loads nothing, runs nothing and tells nobody that it was read', (_, { html }) => {
    expect(html).not.toMatch(/<(img|script|link|iframe|form|input)\b|url\(|@import|\bon\w+=/i);
    expect(html.match(/(?:href|src)="([^"]*)"/g)?.every((each) => each === `href="${aRequest.link}"`)).toBe(true);
  });

  it('has no word of the requester alone on a line, or an approver could not disapprove by mail (T-04)', () => {
    const { html } = approvalAsked({ ...aRequest, justification: 'APPROVE', requester: 'APPROVE', replyOffered: true });

    expect(htmlSaysAlone(html, 'approve')).toBe(false);
  });

  it('shows what others wrote as text (I-10)', () => {
    const { html } = approvalAsked({ ...aRequest, justification: '<img src=x onerror=alert(1)>', replyOffered: true });

    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });
});

describe('the time that is asked for', () => {
  it('is said to move with the approval where the group lets it', () => {
    const told = 'If the last approval comes later, all of it starts and ends later.';

    expect(approvalAsked({ ...aRequest, clockStarts: 'approval', replyOffered: false }).text).toContain(told);
    expect(approvalAsked({ ...aRequest, replyOffered: false }).text).not.toContain(told);
  });
});

describe('approval asked', () => {
  const { text } = approvalAsked({ ...aRequest, reason: 'Incident', ticket: 'INC1', replyOffered: true });

  it.each(LANGUAGES)('begins with the marker of its language, %s', (language) => {
    const asked = approvalAsked({ ...sampleRequest(language), replyOffered: true });

    expect(asked.text.startsWith(`${MARKERS[language]}\n`)).toBe(true);
    expect(asked.html).toContain(`>${MARKERS[language]}<`);
  });

  it.each([
    'level 1 of 2',
    '> Who:    Ana Souza (ana)',
    '> What:   view the password of orders_admin on orders-db',
    '> Why:    Restart the payment job',
    '> Reason: Incident',
    '> Ticket: INC1',
    '14:00 to 16:00 (vault time, America/Sao_Paulo)',
    '17:00 to 19:00 (your time, Europe/Lisbon)',
    '17:00 to 19:00 (UTC)',
    'If nobody answers by Tue 24 Nov 2026, 16:00 (vault time)',
    'Why approval is needed:\n> approval is required mon-fri 13:00-17:00',
    'APPROVE, or else DISAPPROVE',
  ])('says %j', (words) => {
    expect(text).toContain(words);
  });

  it('says who else has access to the credential now, and until when', () => {
    const heldBy = [{ name: 'Elena Ruiz', until: aRequest.window.end }];

    expect(approvalAsked({ ...aRequest, heldBy, replyOffered: true }).text).toContain(
      'This credential is in use now:\n> Elena Ruiz, until Tue 24 Nov 2026, 16:00 (vault time)',
    );
    expect(text).toContain('Nobody else has access to this credential now.');
  });

  it('says in Portuguese why approval is needed', () => {
    const asked = approvalAsked({ ...sampleRequest('pt'), replyOffered: true });

    expect(asked.text).toContain(
      'Por que é preciso aprovação:\n> a aprovação é exigida neste período: seg a sex, 13:00-17:00',
    );
    expect(asked.text + asked.html).not.toContain('is required');
  });

  it('S-03: without a reply address it holds no word about replying', () => {
    expect(approvalAsked({ ...aRequest, replyOffered: false }).text).not.toMatch(
      /reply|\bapprove\b|disapprove|answer by/i,
    );
  });

  it.each([
    [{ vault: 'UTC' }, ['(vault time, UTC)']],
    [{ vault: 'UTC', reader: 'UTC' }, ['(vault time, UTC)']],
    [{ vault: 'Europe/Lisbon', reader: 'Europe/Lisbon' }, ['(vault time, Europe/Lisbon)', '(UTC)']],
    [{ vault: 'Europe/Lisbon', reader: 'UTC' }, ['(vault time, Europe/Lisbon)', '(your time, UTC)']],
  ])('names each zone once: %j', (zones, named) => {
    const reading = { language: 'en', ...zones } as const;
    const lines = approvalAsked({ ...aRequest, reading, replyOffered: false }).text.split('\n');
    expect(lines.flatMap((line) => / to .*(\(.*\))$/.exec(line)?.[1] ?? [])).toEqual(named);
  });

  it('names a session as one', () => {
    const use = { ...aRequest.use, action: 'start_session' as const };
    expect(approvalAsked({ ...aRequest, use, replyOffered: true }).text).toContain(
      'open a session as orders_admin on orders-db',
    );
  });
});

describe('what the others say', () => {
  const textOf = (name: string): string => sampleNotices('en')[name]?.text ?? '';

  it.each([
    ['approved', 'You may use it:'],
    ['rejected', '> Note:   Wait for the change window'],
    ['emergency', '> Urgent: Orders are down'],
    ['reply not readable', 'Please send plain text'],
    ['reply too late', 'The request is now: approved.\nYour approval was recorded before.'],
    ['approval recorded', 'revoke it'],
    ['disapproval recorded', 'tell an administrator'],
    ['blocked', '2 approvals are missing and 1 person can still give one'],
  ])('%s: %s', (name, words) => {
    expect(textOf(name)).toContain(words);
  });

  it.each([
    [1, 0, '1 approval is missing and nobody can'],
    [2, 3, '2 approvals are missing and 3 people can'],
  ])('counts %i missing and %i left', (missing, left, words) => {
    expect(levelBlocked({ ...aRequest, missing, left }).text).toContain(words);
  });

  it('a late reply without a vote on record claims none', () => {
    expect(replyTooLate({ ...aRequest, state: 'lapsed' }).text).not.toContain('recorded');
  });
});

describe('in Portuguese', () => {
  const { subject, text, html } = approvalAsked({ ...sampleRequest('pt'), ticket: 'INC1', replyOffered: true });

  it.each([
    'nível 1 de 2',
    '> Quem:    Ana Souza (ana)\n> O quê:   ver a senha de orders_admin em orders-db',
    '> Chamado: INC1',
    'ter 24 nov 2026, 14:00 até 16:00 (hora do cofre, America/Sao_Paulo)',
    'Se ninguém responder até ter 24 nov 2026, 16:00 (hora do cofre)',
    '(APPROVE, que aprova, ou DISAPPROVE, que recusa).',
  ])('a request says %j', (words) => {
    expect(text).toContain(words);
  });

  it('subject, button and page are Portuguese too', () => {
    expect(subject).toBe(`Aprovação necessária: pedido ${aRequest.requestId}`);
    expect(html).toContain('<html lang="pt">');
    expect(html).toContain('>Abrir o pedido</a>');
  });

  it('every mail is another than in English', () => {
    const [en, pt] = [sampleNotices('en'), sampleNotices('pt')];
    expect(Object.keys(en).filter((title) => en[title]?.subject === pt[title]?.subject)).toEqual([]);
  });
});
