import { describe, expect, it } from 'vitest';
import { type Absence, checkAbsence, isAbsent } from '../../../lambdas/core/absence/absence.ts';
import { at } from '../../support/request-parts.ts';

const day = 24 * 3_600_000;
const absence = (more: Partial<Absence> = {}): Absence => ({
  person: 'bruno',
  from: at('14:00'),
  until: at('18:00'),
  delegate: 'dora',
  ...more,
});
const dora = { enabled: true, kind: 'person' } as const;

describe('an absence', () => {
  it('holds its first instant and not its last', () => {
    expect(isAbsent(absence(), at('13:59:59.999'))).toBe(false);
    expect(isAbsent(absence(), at('14:00'))).toBe(true);
    expect(isAbsent(absence(), at('17:59:59.999'))).toBe(true);
    expect(isAbsent(absence(), at('18:00'))).toBe(false);
    expect(isAbsent(undefined, at('14:00'))).toBe(false);
  });

  it('is taken with and without a delegate, also where it began already', () => {
    expect(checkAbsence(absence(), dora, at('15:00'))).toEqual({ ok: true, value: absence() });
    expect(checkAbsence(absence({ delegate: undefined }), undefined, at('13:00')).ok).toBe(true);
    expect(checkAbsence(absence({ until: at('14:00') + 366 * day }), dora, at('13:00')).ok).toBe(true);
  });

  it.each([
    ['ends when it starts', absence({ until: at('14:00') }), dora, 'absence-invalid until'],
    ['ends before it starts', absence({ until: at('13:00') }), dora, 'absence-invalid until'],
    ['is over', absence({ from: at('11:00'), until: at('12:30') }), dora, 'absence-invalid until'],
    ['lasts a millisecond too long', absence({ until: at('14:00') + 366 * day + 1 }), dora, 'absence-invalid until'],
    ['names the absent person', absence({ delegate: 'bruno' }), dora, 'delegate-invalid delegate'],
    ['names somebody unknown', absence(), undefined, 'delegate-invalid delegate'],
    ['names somebody disabled', absence(), { ...dora, enabled: false }, 'delegate-invalid delegate'],
    ['names a machine', absence(), { ...dora, kind: 'machine' as const }, 'delegate-invalid delegate'],
  ])('that %s is refused: %#', (_, wanted, delegate, refused) => {
    const outcome = checkAbsence(wanted, delegate, at('12:30'));

    expect(outcome.ok ? 'taken' : `${outcome.refusal.rule} ${outcome.refusal.field}`).toBe(refused);
  });
});
