import { describe, expect, it } from 'vitest';
import { readLocalTime, writeLocalTime } from '../../../lambdas/core/time/local-time.ts';

const read = (text: string, zone: string, edge: 'start' | 'end' = 'start') => {
  const result = readLocalTime(text, zone, edge);
  return result.ok ? new Date(result.value).toISOString() : result.refusal;
};

describe('a local time', () => {
  it('is the instant that the clock of the zone shows so', () => {
    expect(read('2026-11-24T14:00', 'America/Sao_Paulo')).toBe('2026-11-24T17:00:00.000Z');
    expect(writeLocalTime(Date.parse('2026-11-24T17:00:59.999Z'), 'America/Sao_Paulo')).toBe('2026-11-24T14:00');
  });

  it('that is shown twice gives less access: the later start, the earlier end (threats.md T-21)', () => {
    expect(read('2026-10-25T02:30', 'Europe/Berlin', 'start')).toBe('2026-10-25T01:30:00.000Z');
    expect(read('2026-10-25T02:30', 'Europe/Berlin', 'end')).toBe('2026-10-25T00:30:00.000Z');
  });

  it('that is skipped is refused with the next that exists (threats.md T-21)', () => {
    expect(read('2026-03-29T02:30', 'Europe/Berlin', 'end')).toEqual({
      rule: 'window-invalid',
      field: 'window.end',
      reason: 'The clock in Europe/Berlin skips 2026-03-29T02:30: write 2026-03-29T03:30 or another time.',
    });
    expect(read('2011-12-30T12:00', 'Pacific/Apia')).toMatchObject({ rule: 'window-invalid' });
  });

  it.each(['2026-02-29T10:00', '2026-11-24T24:00', '2026-13-01T10:00', '2026-11-24', '14:00', '', '2026-11-24T14:00Z'])(
    'written as %j is refused',
    (text) => {
      expect(read(text, 'UTC')).toMatchObject({ rule: 'window-invalid', field: 'window.start' });
    },
  );

  it('passes on what is no mistake of the writer: a zone that does not exist', () => {
    expect(() => readLocalTime('2026-11-24T14:00', 'Mars/Base', 'start')).toThrow(RangeError);
  });
});
