import { describe, expect, it } from 'vitest';
import type { Window } from '../../../lambdas/core/policy/schema.ts';
import { makeVaultClock } from '../../../lambdas/core/restriction/vault-clock.ts';
import { contains, isAlways, readyWindow } from '../../../lambdas/core/restriction/window.ts';

const isInside = (window: Window, at: string, timeZone = 'UTC'): boolean =>
  contains(readyWindow(window), makeVaultClock(timeZone).localMinute(Date.parse(at)));

const afternoon: Window = { hours: [{ from: '13:00', to: '17:00' }] };
const fridayNight: Window = { days: ['fri'], hours: [{ from: '22:00', to: '02:00' }] };
const nights = [{ from: '22:00', to: '02:00' }];

describe('hours, inclusive to the minute (threat E-07)', () => {
  it.each([
    ['12:59:59.999', false],
    ['13:00:00.000', true],
    ['16:59:59.999', true],
    ['17:00:00.000', true],
    ['17:00:59.999', true],
    ['17:01:00.000', false],
  ])('13:00-17:00 at %s: %s', (clock, inside) => {
    expect(isInside(afternoon, `2026-11-24T${clock}Z`)).toBe(inside);
  });

  it.each([
    ['08:59', false],
    ['09:00:59.999', true],
    ['09:01', false],
  ])('09:00-09:00 is that one minute, at %s: %s', (clock, inside) => {
    expect(isInside({ hours: [{ from: '09:00', to: '09:00' }] }, `2026-11-24T${clock}Z`)).toBe(inside);
  });

  it('is inside if any of several hours holds the minute', () => {
    const hours = [
      { from: '08:00', to: '09:00' },
      { from: '13:00', to: '14:00' },
    ];

    expect(['08:30', '12:00', '13:30'].map((clock) => isInside({ hours }, `2026-11-24T${clock}Z`))).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('hours that wrap midnight belong to the day on which they start', () => {
  it.each([
    ['Friday 01:30', '2026-11-27T01:30Z', false],
    ['Friday 21:59', '2026-11-27T21:59Z', false],
    ['Friday 22:00', '2026-11-27T22:00Z', true],
    ['Saturday 01:30', '2026-11-28T01:30Z', true],
    ['Saturday 02:00:59', '2026-11-28T02:00:59Z', true],
    ['Saturday 02:01', '2026-11-28T02:01Z', false],
    ['Saturday 22:00', '2026-11-28T22:00Z', false],
  ])('fri 22:00-02:00 on %s (%s): %s', (_, at, inside) => {
    expect(isInside(fridayNight, at)).toBe(inside);
  });

  it.each([
    ['the night before the first date', '2026-11-27T01:00Z', false],
    ['the first evening', '2026-11-27T23:00Z', true],
    ['the last evening', '2026-11-28T23:00Z', true],
    ['the morning after the last date', '2026-11-29T01:00Z', true],
    ['the evening after the last date', '2026-11-29T23:00Z', false],
  ])('the date range is judged on that day too: %s', (_, at, inside) => {
    expect(isInside({ hours: nights, from: '2026-11-27', until: '2026-11-28' }, at)).toBe(inside);
  });

  it('takes the previous calendar date even where the zone skipped it', () => {
    const apia = 'Pacific/Apia'; // had no 30 December 2011, a Friday
    const saturday = '2011-12-30T11:00:00Z'; // 2011-12-31 01:00 on the wall

    expect(isInside({ hours: nights, days: ['fri'] }, saturday, apia)).toBe(true);
    expect(isInside({ hours: nights, days: ['thu'] }, saturday, apia)).toBe(false);
    expect(isInside({ hours: nights, from: '2011-12-30', until: '2011-12-30' }, saturday, apia)).toBe(true);
  });
});

describe('days and dates', () => {
  it.each([
    ['mon', '2026-11-23'],
    ['tue', '2026-11-24'],
    ['wed', '2026-11-25'],
    ['thu', '2026-11-26'],
    ['fri', '2026-11-27'],
    ['sat', '2026-11-28'],
    ['sun', '2026-11-29'],
    ['wed', '1969-12-31'],
    ['mon', '1912-01-01'],
  ] as const)('%s holds %s and no other day does', (day, date) => {
    const others = (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const).filter((other) => other !== day);

    expect(isInside({ days: [day] }, `${date}T12:00Z`)).toBe(true);
    expect(isInside({ days: others }, `${date}T12:00Z`)).toBe(false);
  });

  it.each([
    ['2026-01-30T23:59:59.999Z', false],
    ['2026-01-31T00:00Z', true],
    ['2026-02-28T23:59:59.999Z', true],
    ['2026-03-01T00:00Z', false],
  ])('from 2026-01-31 until 2026-02-28 at %s: %s', (at, inside) => {
    expect(isInside({ from: '2026-01-31', until: '2026-02-28' }, at)).toBe(inside);
  });

  it('holds the leap day', () => {
    expect(isInside({ from: '2028-02-29', until: '2028-02-29' }, '2028-02-29T12:00Z')).toBe(true);
  });
});

describe('daylight saving (threat T-21)', () => {
  const early: Window = { hours: [{ from: '02:00', to: '02:59' }] };

  it('judges a repeated hour by the clock on the wall both times', () => {
    const both = ['2026-10-25T00:30Z', '2026-10-25T01:30Z', '2026-10-25T02:30Z'];

    expect(both.map((at) => isInside(early, at, 'Europe/Berlin'))).toEqual([true, true, false]);
  });

  it('never comes to a skipped hour', () => {
    const around = ['2026-03-29T00:59:59.999Z', '2026-03-29T01:00Z'];

    expect(around.map((at) => isInside(early, at, 'Europe/Berlin'))).toEqual([false, false]);
  });

  it.each([
    ['2026-11-24T15:59:59.999Z', false],
    ['2026-11-24T16:00Z', true],
    ['2026-11-24T20:00:59.999Z', true],
    ['2026-11-24T20:01Z', false],
  ])('reads the hours in the vault zone: 13:00-17:00 in Sao Paulo at %s: %s', (at, inside) => {
    expect(isInside(afternoon, at, 'America/Sao_Paulo')).toBe(inside);
  });
});

describe('a window that says nothing', () => {
  it('is always', () => {
    expect(isAlways({})).toBe(true);
    expect(isAlways(undefined)).toBe(true);
    expect(isInside({}, '2026-11-24T12:00Z')).toBe(true);
  });

  it.each<Window>([{ days: ['mon'] }, afternoon, { from: '2026-01-01' }, { until: '2026-01-01' }])(
    '%j is not that window',
    (window) => {
      expect(isAlways(window)).toBe(false);
    },
  );
});
