import { fc, test } from '@fast-check/vitest';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { dayMillis, makeVaultClock } from '../../../lambdas/core/restriction/vault-clock.ts';

const zones = [
  'UTC',
  'America/Sao_Paulo',
  'Europe/Berlin',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/New_York',
  'Antarctica/Troll',
];
const clocks = new Map(zones.map((zone) => [zone, makeVaultClock(zone)]));

const wallClock = (at: number, zone: string): { day: number; minute: number } => {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const day = Date.UTC(local.year, local.month - 1, local.day) / dayMillis;
  return { day, minute: local.hour * 60 + local.minute };
};

describe('the wall clock of the vault', () => {
  const anyInstant = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2100, 0, 1) });

  test.prop([anyInstant, fc.constantFrom(...zones)])('shows what Temporal shows', (at, zone) => {
    expect(clocks.get(zone)?.localMinute(at)).toEqual(wallClock(at, zone));
  });

  it('shows the same in the last millisecond before every transition and the first after it', () => {
    for (const [zone, clock] of clocks) {
      const stretches = clock.stretches(Date.UTC(2005, 0, 1), Date.UTC(2030, 0, 1));
      for (const { from } of stretches.slice(1)) {
        expect(clock.localMinute(from - 1)).toEqual(wallClock(from - 1, zone));
        expect(clock.localMinute(from)).toEqual(wallClock(from, zone));
      }
    }
  });

  it.each([
    ['UTC', []],
    ['America/Sao_Paulo', []],
    ['Europe/Berlin', ['2026-03-29T01:00:00.000Z', '2026-10-25T01:00:00.000Z']],
    ['Australia/Lord_Howe', ['2026-04-04T15:00:00.000Z', '2026-10-03T15:30:00.000Z']],
  ])('knows the transitions of %s in 2026: %j', (zone, transitions) => {
    const from = Date.UTC(2026, 0, 1);
    const to = Date.UTC(2026, 11, 31);
    const starts = makeVaultClock(zone)
      .stretches(from, to)
      .map((stretch) => stretch.from)
      .filter((start) => start > from && start < to);

    expect(starts.map((start) => new Date(start).toISOString())).toEqual(transitions);
  });

  it('finds a transition that falls exactly between two looks', () => {
    const [clock, from] = [makeVaultClock('UTC'), 5 * 128 * dayMillis];

    expect(clock.stretches(from - 1, from)).toEqual([
      { from: 4 * 128 * dayMillis, to: 6 * 128 * dayMillis, offset: 0 },
    ]);
  });

  it.each([
    ['America/Sao_Paulo', '2026-11-24T17:00:00.999Z', '2026-11-24T14:00:00-03:00[America/Sao_Paulo]'],
    ['UTC', '2026-11-24T17:00:59.500Z', '2026-11-24T17:00:59+00:00[UTC]'],
    ['Europe/Berlin', '2026-07-01T00:00:00Z', '2026-07-01T02:00:00+02:00[Europe/Berlin]'],
  ])('is shown cut to the second, with offset and zone: %s at %s', (zone, at, shown) => {
    expect(makeVaultClock(zone).format(Date.parse(at))).toBe(shown);
  });
});
