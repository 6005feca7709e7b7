import { describe, expect, it } from 'vitest';
import { decide } from '../../../lambdas/core/restriction/decide.ts';
import { compileAllRows } from '../../../lambdas/core/restriction/rows.ts';
import { aCredential, aGroup, aPolicy, aUser } from '../../support/policy-builders.ts';

type GroupInput = NonNullable<Parameters<typeof aGroup>[0]>;
type Section = GroupInput['viewPassword'];

const levels = [{ approvers: ['bruno'] }];
const hours = [{ from: '13:00', to: '17:00' }];

const allow: Section = { allowed: true };
const justify: Section = { allowed: true, justification: 'required' };
const approve: Section = { allowed: true, approval: { required: true, levels } };
const approveAfternoons: Section = { allowed: true, approval: { required: true, when: { hours }, levels } };
const forbid: Section = { allowed: false };

const codeOf = (sections: Record<number, Section>, clock: string): string | null => {
  const groups = Object.entries(sections).map(([id, viewPassword]) => aGroup({ id: Number(id), viewPassword }));
  const { settings } = aPolicy();
  const at = Date.parse(`2026-11-24T${clock}Z`);
  const query = { user: aUser(), credential: aCredential(), action: 'view_password', at, settings } as const;
  return decide(compileAllRows(groups), query).code;
};

describe('the golden vectors of the restriction code (mission A3)', () => {
  it.each<[string, Record<number, Section>, string, string | null]>([
    ['V1: may act, nothing else', { 45: allow }, '10:00', '11000045'],
    ['V2: needs a reason', { 45: justify }, '10:00', '11100045'],
    ['V3: needs approval, no window', { 45: approve }, '10:00', '11110045'],
    ['V4: cannot act', { 45: forbid }, '10:00', '10000045'],
    ['V5: approval 13:00-17:00, at 14:00', { 45: approveAfternoons }, '14:00', '11110045'],
    ['V6: the same at 17:01', { 45: approveAfternoons }, '17:01', '11100045'],
    ['V7: the same at 17:00', { 45: approveAfternoons }, '17:00', '11110045'],
    ['V7: the same in the last millisecond of 17:00', { 45: approveAfternoons }, '17:00:59.999', '11110045'],
    ['V8: the same at 12:59', { 45: approveAfternoons }, '12:59:59.999', '11100045'],
    ['V8: the same at 13:00', { 45: approveAfternoons }, '13:00:00.000', '11110045'],
    ['V9: 45 and 7 both need approval, the lowest id applies', { 45: approve, 7: approve }, '10:00', '11110007'],
    ['V10: 3 allows and 45 asks for a reason', { 3: allow, 45: justify }, '10:00', '11100045'],
    ['V11: 3 cannot and 9 can: 000 vetoes nothing', { 3: forbid, 9: allow }, '10:00', '11000009'],
    ['V12: all groups 000', { 45: forbid, 7: forbid }, '10:00', '10000007'],
    ['V12: no group', {}, '10:00', null],
    ['V13: 7 out of its window, 45 needs approval', { 7: approveAfternoons, 45: approve }, '18:00', '11110045'],
    ['V14: the highest number would be 45; 7 applies', { 7: approve, 45: approve }, '10:00', '11110007'],
    ['V15: the lowest flags would deny; 9 applies', { 3: forbid, 9: justify, 45: forbid }, '10:00', '11100009'],
  ])('%s', (_, sections, clock, code) => {
    expect(codeOf(sections, clock)).toBe(code);
  });
});
