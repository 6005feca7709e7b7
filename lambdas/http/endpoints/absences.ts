import type { OfPerson, PersonAbsence } from '../../application/people/keep-absence.ts';
import type { Absence } from '../../core/absence/absence.ts';
import { clearAbsence, setAbsence, showAbsence } from '../contract/absences.ts';
import { type Endpoint, makeEndpoint } from '../endpoint.ts';
import { instantText } from '../views/time.ts';
import { type Outcome, replyWith, type Shell } from './parts.ts';

const answerWith = (outcome: Outcome<PersonAbsence>) =>
  replyWith(outcome, ({ person, absence }) => ({
    body: {
      person,
      absence: absence
        ? { from: instantText(absence.from), until: instantText(absence.until), delegate: absence.delegate }
        : null,
    },
  }));

export const showAbsenceEndpoint = (shell: Shell, show: (query: OfPerson) => Outcome<PersonAbsence>): Endpoint =>
  makeEndpoint(showAbsence, {
    ...shell,
    answer: ({ principal, params }) => answerWith(show({ principal, person: params.id })),
  });

export const setAbsenceEndpoint = (
  shell: Shell,
  set: (absence: Absence & OfPerson) => Outcome<PersonAbsence>,
): Endpoint =>
  makeEndpoint(setAbsence, {
    ...shell,
    answer: ({ principal, params, body: { from, until, delegate } }) =>
      answerWith(set({ principal, person: params.id, from: Date.parse(from), until: Date.parse(until), delegate })),
  });

export const clearAbsenceEndpoint = (shell: Shell, clear: (query: OfPerson) => Outcome<PersonAbsence>): Endpoint =>
  makeEndpoint(clearAbsence, {
    ...shell,
    answer: ({ principal, params }) => answerWith(clear({ principal, person: params.id })),
  });
