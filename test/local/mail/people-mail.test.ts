import { createTransport } from 'nodemailer';
import { afterAll, describe, expect, it } from 'vitest';
import { makeMailDomains } from '../../../local/mail/mail-domains.ts';
import { makeMailboxes } from '../../../local/mail/mailboxes.ts';
import { listenForOutgoingMail } from '../../../local/mail/outgoing-mail.ts';
import { listenForPeople } from '../../../local/mail/people-mail.ts';
import type { Incoming } from '../../../local/mail/receive.ts';
import { aPerson } from './a-person.ts';

const people = [aPerson('ana'), aPerson('bruno')];
const mailboxes = makeMailboxes(() => people);
const received: Incoming[] = [];
const rule = { Enabled: true, Recipients: ['reply.example.com'], Actions: [] };
const receive = async (mail: Incoming) => `id-${received.push(mail)}`;
const domains = makeMailDomains(() => ['example.com']);
const incoming = await listenForPeople({ mailboxes, domains, readRules: async () => [rule], receive }, 0);
const outgoing = await listenForOutgoingMail(mailboxes, async () => undefined, 0);
afterAll(() => Promise.all([incoming.stop(), outgoing.stop()]));

const transport = (port: number, user?: string, pass?: string) =>
  createTransport({ host: '127.0.0.1', port, ...(user === undefined ? {} : { auth: { user, pass } }) });
const asAna = transport(incoming.port, 'ana@example.com', 'ana-secret');
const replyTo = 'r.abc@reply.example.com';

describe('the mail server for people', () => {
  it('gives mail to the reply domain to the receipt rules, with the verdicts of its sender', async () => {
    const sent = await asAna.sendMail({ from: 'ana@example.com', to: replyTo, text: 'APPROVE' });

    const mail = received.at(-1);
    expect(mail).toMatchObject({ from: 'ana@example.com', to: [replyTo], verdicts: { dmarc: 'PASS' } });
    expect(mail?.raw.toString()).toContain('\r\n\r\nAPPROVE');
    expect(sent.response).toMatch(/^250 OK id-\d+$/);
  });

  it('fails the mail of someone who did not sign in', async () => {
    await transport(incoming.port).sendMail({ from: 'ana@example.com', to: replyTo, text: 'APPROVE' });

    expect(received.at(-1)?.verdicts).toMatchObject({ spf: 'FAIL', dkim: 'GRAY', dmarc: 'FAIL' });
  });

  it('puts mail between people into their mailboxes', async () => {
    const before = received.length;

    await asAna.sendMail({ from: 'ana@example.com', to: 'bruno@example.com', subject: 'hi', text: 'lunch?' });

    expect(mailboxes.lettersOf('bruno').at(-1)).toMatchObject({ from: 'ana@example.com', subject: 'hi' });
    expect(received).toHaveLength(before);
  });

  it('refuses an address of nobody', async () => {
    const sent = asAna.sendMail({ from: 'ana@example.com', to: 'zoe@elsewhere.example', text: 'x' });

    await expect(sent).rejects.toMatchObject({ responseCode: 550 });
  });

  it.each([
    ['ana@example.com', 'wrong'],
    ['zoe@example.com', 'ana-secret'],
  ])('refuses the sign-in of %s with %s', async (user, pass) => {
    const sent = transport(incoming.port, user, pass).sendMail({ from: user, to: replyTo, text: 'x' });

    await expect(sent).rejects.toMatchObject({ responseCode: 535 });
  });

  it('refuses a signed-in person who writes as another', async () => {
    const sent = asAna.sendMail({ from: 'bruno@example.com', to: replyTo, text: 'APPROVE' });

    await expect(sent).rejects.toMatchObject({ responseCode: 553 });
  });

  it('refuses verdicts that it does not understand', async () => {
    const headers = { 'X-Local-Verdicts': 'dmarc=MAYBE' };

    const sent = asAna.sendMail({ from: 'ana@example.com', to: replyTo, text: 'x', headers });

    await expect(sent).rejects.toMatchObject({ responseCode: 554 });
  });
});

describe('the mail server for what SES sends', () => {
  it('delivers to each person once, and keeps mail for nobody here apart', async () => {
    const to = ['ana@example.com', 'ana@example.com', 'zoe@elsewhere.example'];
    const before = mailboxes.lettersOf('ana').length;

    await transport(outgoing.port).sendMail({ from: 'c@countersign.example', to, replyTo, subject: 's', text: 'ask' });

    const letters = mailboxes.lettersOf('ana');
    expect(letters).toHaveLength(before + 1);
    expect(letters.at(-1)).toMatchObject({ id: before + 1, replyTo, subject: 's', text: 'ask\n' });
    expect(mailboxes.lettersOf('elsewhere').at(-1)).toMatchObject({ subject: 's' });
  });
});
