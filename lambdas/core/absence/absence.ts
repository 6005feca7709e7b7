import { ok, type Refusal, type Result, refuse } from '../result.ts';

/** When an approver is away, in epoch milliseconds: `from` is inside, `until` is not; and who votes meanwhile. */
export interface Absence {
  readonly person: string;
  readonly from: number;
  readonly until: number;
  readonly delegate?: string | undefined;
}

/** What is known of the person who shall stand in; undefined for somebody whom the policy does not name. */
export interface DelegateFacts {
  readonly enabled: boolean;
  readonly kind: 'person' | 'machine';
}

export type AbsenceRule = 'absence-invalid' | 'delegate-invalid';
export type AbsenceRefusal = Refusal & { readonly rule: AbsenceRule };

/** A longer absence is no absence: the person should not be an approver meanwhile. */
const MAX_ABSENCE_MILLIS = 366 * 24 * 3_600_000;

export const isAbsent = (absence: Absence | undefined, now: number): absence is Absence =>
  absence !== undefined && absence.from <= now && now < absence.until;

const no = (rule: AbsenceRule, field: string, reason: string) => refuse<AbsenceRefusal>({ rule, field, reason });

/** Whether an absence may be set as it is wanted. Whom a delegate may stand in for is decided request by request. */
export const checkAbsence = (
  wanted: Absence,
  delegate: DelegateFacts | undefined,
  now: number,
): Result<Absence, AbsenceRefusal> => {
  if (wanted.until <= wanted.from)
    return no('absence-invalid', 'until', 'The absence ends before it starts: let it end later.');
  if (wanted.until <= now)
    return no('absence-invalid', 'until', 'The absence is already over: let it end in the future.');
  if (wanted.until - wanted.from > MAX_ABSENCE_MILLIS)
    return no('absence-invalid', 'until', 'The absence is longer than 366 days: let it end sooner.');
  if (wanted.delegate === undefined) return ok(wanted);
  if (wanted.delegate === wanted.person)
    return no(
      'delegate-invalid',
      'delegate',
      'Nobody stands in for himself or herself: name somebody else, or nobody.',
    );
  if (!delegate?.enabled || delegate.kind !== 'person')
    return no('delegate-invalid', 'delegate', 'The delegate must be an enabled person of the policy.');
  return ok(wanted);
};
