import { type Absence, checkAbsence } from '../../core/absence/absence.ts';
import type { User } from '../../core/policy/schema.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { AbsenceStore } from '../ports/absence-ports.ts';
import type { Clock, PolicyReader, VaultLog } from '../ports/ports.ts';
import type { Principal } from './principal.ts';

export interface AbsencePorts {
  readonly clock: Clock;
  readonly policy: PolicyReader;
  readonly absences: AbsenceStore;
  readonly log: VaultLog;
}

/** Whose absence it is, and who asks for it. */
export interface OfPerson {
  readonly principal: Principal;
  readonly person: string;
}

/** The absence of a person that is there or to come; undefined when there is none. */
export interface PersonAbsence {
  readonly person: string;
  readonly absence: Absence | undefined;
}

type Outcome = Promise<Result<PersonAbsence>>;

const notAllowed = refuse({
  rule: 'not-allowed',
  reason: 'Only the person or an administrator may see and change an absence.',
});
const noSuchPerson = refuse({ rule: 'no-such-person', reason: 'The policy names no such person.', field: 'id' });

export const makeShowAbsence =
  (ports: AbsencePorts) =>
  async (query: OfPerson): Outcome =>
    guarded(ports, query, async () => {
      const absence = (await ports.absences.of([query.person]))[query.person];
      const isOver = absence !== undefined && absence.until <= ports.clock();
      return ok({ person: query.person, absence: isOver ? undefined : absence });
    });

/** Says when somebody is away and who votes meanwhile; a new absence takes the place of the old one. */
export const makeSetAbsence =
  (ports: AbsencePorts) =>
  async ({ principal, ...absence }: Absence & OfPerson): Outcome =>
    guarded(ports, { principal, person: absence.person }, async (actor) => {
      const { delegate } = absence;
      const people = delegate === undefined ? {} : await ports.policy.people([delegate]);
      const checked = checkAbsence(absence, delegate === undefined ? undefined : people[delegate], ports.clock());
      if (!checked.ok) return checked;
      await ports.absences.set(absence, {
        type: 'AbsenceSet',
        actor,
        detail: { ...absence, delegate: delegate ?? null },
      });
      return ok({ person: absence.person, absence });
    });

/** Back early, or not away at all: clearing what is not there is done already. */
export const makeClearAbsence =
  (ports: AbsencePorts) =>
  async (query: OfPerson): Outcome =>
    guarded(ports, query, async (actor) => {
      const { person } = query;
      await ports.absences.clear(person, { type: 'AbsenceCleared', actor, detail: { person } });
      return ok({ person, absence: undefined });
    });

/** For the person and for administrators; whoever else asks learns nothing and is recorded (threats.md R-03). */
const guarded = async (
  ports: AbsencePorts,
  { principal, person }: OfPerson,
  act: (actor: string) => Outcome,
): Outcome => {
  const { user } = await ports.policy.subject(principal.id);
  const actor = user?.id ?? principal.id;
  const outcome = await (mayKeep(principal, user, person) ? ifThere(ports, person, () => act(actor)) : notAllowed);
  if (!outcome.ok)
    await ports.log.append({ type: 'AbsenceRefused', actor, detail: { person, rule: outcome.refusal.rule } });
  return outcome;
};

const mayKeep = ({ roles }: Principal, user: User | undefined, person: string): boolean =>
  roles.includes('administrator') || (user?.enabled === true && user.id === person);

const ifThere = async ({ policy }: AbsencePorts, person: string, act: () => Outcome): Outcome =>
  (await policy.people([person]))[person] ? act() : noSuchPerson;
