import { expect, it } from 'vitest';
import { parseMailDate } from '../../../lambdas/core/reply/mail-date.ts';

it.each([
  ['Tue, 24 Nov 2026 14:09:30 -0330', '2026-11-24T17:39:30.000Z'],
  ['Tue, 24 Nov 2026 14:09:30 +0530', '2026-11-24T08:39:30.000Z'],
  ['24 NOV 2026 14:09 GMT', '2026-11-24T14:09:00.000Z'],
  ['1 Jan 2027 00:00:00 UTC', '2027-01-01T00:00:00.000Z'],
  ['1 Dec 2026 00:00:00 Z', '2026-12-01T00:00:00.000Z'],
  ['Tue, 24 Nov 2026 14:09:00 +0000 (a comment)', '2026-11-24T14:09:00.000Z'],
])('reads %s', (value, instant) => {
  expect(new Date(parseMailDate(value) ?? 0).toISOString()).toBe(instant);
});

it.each([
  '',
  'now',
  '24 Foo 2026 14:09:00 +0000',
  '24 Nov 26 14:09:00 +0000',
  '24 Nov 2026 14:09:00 EST',
  '24 Nov 2026 14:09:00',
  'x 24 Nov 2026 14:09:00 +0000',
  '24 Nov 2026 14:09:00 +0000 x',
  `24 Nov 2026 14:09:00 +0000 (${'x'.repeat(100)})`,
])('is not a date: %j', (value) => {
  expect(parseMailDate(value)).toBeUndefined();
});
