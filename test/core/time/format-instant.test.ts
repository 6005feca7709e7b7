import { describe, expect, it } from 'vitest';
import { formatInstant, formatSpan } from '../../../lambdas/core/time/format-instant.ts';

const inSaoPaulo = { zone: 'America/Sao_Paulo', language: 'en' } as const;

describe('instants for people', () => {
  it.each([
    ['2026-11-24T17:00:59.999Z', 'America/Sao_Paulo', 'Tue 24 Nov 2026, 14:00'],
    ['2026-11-24T17:00:00Z', 'UTC', 'Tue 24 Nov 2026, 17:00'],
    ['2026-11-24T23:30:00Z', 'Europe/Berlin', 'Wed 25 Nov 2026, 00:30'],
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', 'Sun 29 Mar 2026, 03:00'],
    ['2027-01-01T00:05:00Z', 'Pacific/Apia', 'Fri 1 Jan 2027, 13:05'],
  ])('%s in %s', (at, zone, text) => {
    expect(formatInstant(Date.parse(at), { zone, language: 'en' })).toBe(text);
  });

  it.each([
    ['2026-11-24T19:00:00Z', 'Tue 24 Nov 2026, 14:00 to 16:00'],
    ['2026-11-25T05:00:00Z', 'Tue 24 Nov 2026, 14:00 to Wed 25 Nov 2026, 02:00'],
  ])('a window until %s', (end, text) => {
    expect(formatSpan(Date.parse('2026-11-24T17:00:00Z'), Date.parse(end), inSaoPaulo)).toBe(text);
  });

  it('are written in Portuguese for who reads it', () => {
    const place = { zone: 'America/Sao_Paulo', language: 'pt' } as const;
    const [start, end] = [Date.parse('2026-02-28T17:00:00Z'), Date.parse('2026-03-01T17:30:00Z')];

    expect(formatSpan(start, end, place)).toBe('sáb 28 fev 2026, 14:00 até dom 1 mar 2026, 14:30');
  });
});
