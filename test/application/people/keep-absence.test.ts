import { describe, expect, it } from 'vitest';
import {
  type AbsencePorts,
  makeClearAbsence,
  makeSetAbsence,
  makeShowAbsence,
  type PersonAbsence,
} from '../../../lambdas/application/people/keep-absence.ts';
import type { Principal } from '../../../lambdas/application/people/principal.ts';
import type { Absence } from '../../../lambdas/core/absence/absence.ts';
import type { Result } from '../../../lambdas/core/result.ts';
import { aWorld, principal } from '../../support/fakes/world.ts';

const bruno = principal('bruno');
const from = Date.parse('2026-11-24T17:00:00Z');
const until = Date.parse('2026-11-27T17:00:00Z');
const away = { person: 'bruno', from, until, delegate: 'eva' };
const set = (ports: AbsencePorts, more: Partial<Absence> = {}, who: Principal = bruno) =>
  makeSetAbsence(ports)({ principal: who, ...away, ...more });
const ruleOf = (outcome: Result<PersonAbsence>): string => (outcome.ok ? 'done' : outcome.refusal.rule);

describe('an absence', () => {
  it('is set, shown and cleared by the person, each change with its record', async () => {
    const { ports, refusals } = aWorld();

    expect(await set(ports)).toEqual({ ok: true, value: { person: 'bruno', absence: away } });
    const shown = await makeShowAbsence(ports)({ principal: bruno, person: 'bruno' });
    expect(shown).toEqual({ ok: true, value: { person: 'bruno', absence: away } });
    const cleared = await makeClearAbsence(ports)({ principal: bruno, person: 'bruno' });

    expect(cleared).toEqual({ ok: true, value: { person: 'bruno', absence: undefined } });
    expect(await makeShowAbsence(ports)({ principal: bruno, person: 'bruno' })).toEqual(cleared);
    expect(refusals()).toEqual([
      { type: 'AbsenceSet', actor: 'bruno', detail: away },
      { type: 'AbsenceCleared', actor: 'bruno', detail: { person: 'bruno' } },
    ]);
  });

  it('is kept by an administrator for anybody of the policy, who need not be in it himself', async () => {
    const { ports, refusals } = aWorld();
    const root = principal('root', 'administrator');

    expect(ruleOf(await set(ports, { delegate: undefined }, root))).toBe('done');
    expect(ruleOf(await set(ports, { person: 'mallory' }, root))).toBe('no-such-person');

    expect(refusals()).toMatchObject([
      { type: 'AbsenceSet', actor: 'root', detail: { person: 'bruno', delegate: null } },
      { type: 'AbsenceRefused', actor: 'root', detail: { person: 'mallory', rule: 'no-such-person' } },
    ]);
  });

  it.each([
    ['somebody else', principal('carla')],
    ['an auditor', principal('eva', 'auditor')],
    ['the person called by an id that is not the name at the identity provider', principal('dora')],
    ['a person who was disabled', principal('gone')],
  ])('R-03: is no business of %s, and the attempt is recorded', async (_, who) => {
    const { ports, refusals } = aWorld();
    const person = who.id === 'dora' || who.id === 'gone' ? who.id : 'bruno';

    expect(ruleOf(await set(ports, { person }, who))).toBe('not-allowed');
    expect(ruleOf(await makeShowAbsence(ports)({ principal: who, person }))).toBe('not-allowed');
    expect(ruleOf(await makeClearAbsence(ports)({ principal: who, person }))).toBe('not-allowed');

    expect(await ports.absences.of([person])).toEqual({});
    expect(refusals()).toMatchObject(Array.from({ length: 3 }, () => ({ detail: { person, rule: 'not-allowed' } })));
  });

  it.each<readonly [string, Partial<Absence>]>([
    ['absence-invalid', { until: from }],
    ['delegate-invalid', { delegate: 'mallory' }],
    ['delegate-invalid', { delegate: 'gone' }],
    ['delegate-invalid', { delegate: 'bot' }],
    ['delegate-invalid', { delegate: 'bruno' }],
  ])('is refused by %s for %j, and recorded', async (rule, more) => {
    const { ports, refusals } = aWorld();

    expect(ruleOf(await set(ports, more))).toBe(rule);
    expect(refusals()).toEqual([{ type: 'AbsenceRefused', actor: 'bruno', detail: { person: 'bruno', rule } }]);
  });

  it('that is over is not shown any more', async () => {
    const { ports, time } = aWorld();
    await set(ports);
    time.set('2026-11-27T17:00:00Z');

    expect(await makeShowAbsence(ports)({ principal: bruno, person: 'bruno' })).toMatchObject({
      value: { absence: undefined },
    });
  });
});
