import { describe, expect, it } from 'vitest';
import { checkAutomatic, LOOP_HEADER } from '../../../lambdas/core/reply/gate-automatic.ts';
import type { HeaderField } from '../../../lambdas/core/reply/header-block.ts';

const person = {
  fields: [] as readonly HeaderField[],
  sender: 'bruno@example.com',
  envelopeSender: 'bruno@example.com',
  ownDomain: 'countersign.example.com',
};
const withHeader = (name: string, value: string) => ({ ...person, fields: [{ name: name.toLowerCase(), value }] });

describe('G7: who is a robot (S-10, S-11)', () => {
  it.each([
    ['Auto-Submitted', 'auto-replied'],
    ['Auto-Submitted', 'auto-generated; owner-email="x@example.com"'],
    ['Auto-Submitted', 'AUTO-NOTIFIED'],
    ['Auto-Submitted', ''],
    ['Precedence', 'bulk'],
    ['Precedence', 'Junk'],
    ['Precedence', 'list'],
    ['Precedence', 'auto_reply'],
    ['X-Autoreply', 'yes'],
    ['X-Autorespond', 'anything'],
    ['List-Id', '<x.example.com>'],
    ['List-Unsubscribe', '<mailto:x@example.com>'],
    ['Content-Type', 'multipart/report; report-type=delivery-status'],
    ['Content-Type', 'Message/Delivery-Status'],
    ['Return-Path', '<>'],
    ['Return-Path', '<MAILER-DAEMON@example.com>'],
    [LOOP_HEADER, '1'],
    ['Message-ID', '<abc@Countersign.example.com>'],
  ])('%s: %s', (name, value) => {
    expect(checkAutomatic(withHeader(name, value))).toEqual({ ok: false, refusal: 'automatic' });
  });

  it.each(['', '<>', 'MAILER-DAEMON', 'mailer-daemon@example.com', '<postmaster@example.com>'])(
    'envelope sender %j',
    (envelopeSender) => {
      expect(checkAutomatic({ ...person, envelopeSender }).ok).toBe(false);
    },
  );

  it.each(['Mailer-Daemon@example.com', 'postmaster@example.com'])('From %s', (sender) => {
    expect(checkAutomatic({ ...person, sender }).ok).toBe(false);
  });

  it.each([
    ['Auto-Submitted', 'no'],
    ['Auto-Submitted', 'No (really)'],
    ['Precedence', 'normal'],
    ['X-Auto-Response-Suppress', 'All'],
    ['Content-Type', 'multipart/reported'],
    ['Content-Type', 'multipart/alternative; boundary=x'],
    ['Return-Path', '<bruno@example.com>'],
    ['Message-ID', '<abc@mail.example.com>'],
    ['Listing', 'x'],
    ['Subject', 'list'],
    ['Subject', 'multipart/report'],
    ['Return-Path', '<a<postmaster@example.com>'],
  ])('a person may send %s: %s', (name, value) => {
    expect(checkAutomatic(withHeader(name, value)).ok).toBe(true);
  });

  it('a person whose name only begins like a robot is one', () => {
    expect(checkAutomatic({ ...person, sender: 'postmasterson@example.com' }).ok).toBe(true);
  });
});
