import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { readLocalTime, writeLocalTime } from '../../../lambdas/core/time/local-time.ts';

const zones = ['Europe/Berlin', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Kathmandu'] as const;

const QUARTER = 900_000;

/** Days of 2026, from its first, on which a clock is changed. */
const changes = [
  ['Europe/Berlin', 87],
  ['Europe/Berlin', 297],
  ['Australia/Lord_Howe', 93],
  ['Australia/Lord_Howe', 276],
] as const;

/** Every instant at which the clock of the zone shows this: none, one or two. */
const shownAt = (text: string, zone: string): readonly number[] =>
  Array.from({ length: 2 * 15 * 4 }, (_, n) => Date.parse(`${text}Z`) + (n - 15 * 4) * QUARTER).filter(
    (instant) => writeLocalTime(instant, zone) === text,
  );

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

  it.each([
    ['a day of 23 hours', 'Europe/Berlin', '2026-03-29', 23],
    ['a day of 25 hours', 'Europe/Berlin', '2026-10-25', 25],
    ['a leap day', 'Europe/Berlin', '2028-02-29', 24],
    ['the day after the one that Apia left out', 'Pacific/Apia', '2011-12-31', 24],
  ])('T-21: from midnight to midnight of %s in %s are its real hours', (_, zone, day, hours) => {
    const next = new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    const length =
      Date.parse(String(read(`${next}T00:00`, zone, 'end'))) - Date.parse(String(read(`${day}T00:00`, zone)));

    expect(length).toBe(hours * 3_600_000);
  });

  const anyDay = fc.tuple(fc.constantFrom(...zones), fc.nat(364));
  const place = fc.oneof(fc.constantFrom(...changes), anyDay);

  test.prop([place, fc.nat(6 * 4), fc.nat(16)])(
    'T-21: a window is the shortest of all that could be meant by its local times, and none where one is skipped',
    ([zone, day], quarter, length) => {
      const at = day * 96 + quarter;
      const textAt = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * QUARTER).toISOString().slice(0, 16);
      const [from, until] = [textAt(at), textAt(at + length)];
      const [start, end] = [readLocalTime(from, zone, 'start'), readLocalTime(until, zone, 'end')];
      const meant = shownAt(from, zone).flatMap((one) => shownAt(until, zone).map((other) => other - one));

      expect(start.ok && end.ok ? end.value - start.value : Number.POSITIVE_INFINITY).toBe(Math.min(...meant));
    },
  );

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
