import { describe, expect, it } from 'vitest';
import type { Window } from '../../../lambdas/core/policy/schema.ts';
import { describeWindow } from '../../../lambdas/core/restriction/describe-window.ts';

describe('a window in words', () => {
  it.each<[Window, string]>([
    [{}, 'at any time'],
    [{ days: ['fri', 'mon', 'tue', 'wed', 'thu'] }, 'mon-fri'],
    [{ days: ['mon', 'tue', 'thu', 'sun', 'sat', 'fri'] }, 'mon, tue, thu-sun'],
    [{ days: ['wed'], hours: [{ from: '13:00', to: '17:00' }] }, 'wed 13:00-17:00'],
    [
      {
        hours: [
          { from: '08:00', to: '12:00' },
          { from: '13:00', to: '17:00' },
        ],
      },
      '08:00-12:00 and 13:00-17:00',
    ],
    [{ from: '2026-01-01' }, 'from 2026-01-01'],
    [{ until: '2026-12-31' }, 'until 2026-12-31'],
    [{ from: '2026-01-01', until: '2026-12-31' }, 'from 2026-01-01 until 2026-12-31'],
  ])('%j is %j', (window, words) => {
    expect(describeWindow(window, 'en')).toBe(words);
  });
});

describe('a window in Portuguese words', () => {
  it.each<[Window, string]>([
    [{}, 'a qualquer hora'],
    [{ days: ['fri', 'mon', 'tue', 'wed', 'thu'] }, 'seg a sex'],
    [{ days: ['mon', 'tue', 'thu', 'sun', 'sat', 'fri'] }, 'seg, ter, qui a dom'],
    [
      {
        days: ['sat'],
        hours: [
          { from: '08:00', to: '12:00' },
          { from: '13:00', to: '17:00' },
        ],
        until: '2026-12-31',
      },
      'sáb, 08:00-12:00 e 13:00-17:00, até 31/12/2026',
    ],
    [{ from: '2026-01-01', until: '2026-12-31' }, 'de 01/01/2026 até 31/12/2026'],
  ])('%j is %j', (window, words) => {
    expect(describeWindow(window, 'pt')).toBe(words);
  });
});
