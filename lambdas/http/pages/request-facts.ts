import { html, type Part } from '../../core/html/markup.ts';
import type { Credential } from '../../core/policy/schema.ts';
import type { Request } from '../../core/request/state.ts';
import { formatInstant, formatSpan, zonesToTell } from '../../core/time/format-instant.ts';
import { standingWindow } from '../views/request-view.ts';

/** What the page says besides the request itself. */
export interface Around {
  readonly requesterName: string;
  readonly credential: Credential | undefined;
  /** The vault's zone decides; the reader's is a courtesy. */
  readonly vaultZone: string;
  readonly readerZone?: string | undefined;
}

const row = (name: string, value: Part): Part =>
  value === undefined ? undefined : html`<dt>${name}</dt><dd>${value}</dd>`;

const nameOf = (zone: string, { vaultZone, readerZone }: Around): string => {
  if (zone === vaultZone) return `vault time, ${zone}`;
  return zone === readerZone ? `your time, ${zone}` : zone;
};

const spanIn = (around: Around, { start, end }: { readonly start: number; readonly end: number }): Part =>
  zonesToTell(around.vaultZone, around.readerZone).map(
    (zone) =>
      html`<div>${formatSpan(start, end, { zone, language: 'en' })} <small>(${nameOf(zone, around)})</small></div>`,
  );

const use = ({ action }: Request, { credential }: Around): string =>
  `${action === 'view_password' ? 'View the password of' : 'Open a session as'} ${credential?.username ?? 'an account'} on ${credential?.device ?? 'a device'}`;

const levelOf = (request: Request): Part =>
  request.name === 'pending' ? `${request.level} of ${request.rules.levels.length}` : undefined;

/** Who asks for what, why, when, and why approval is needed: all that an approver decides by (mission.md A1 22). */
export const requestFacts = (request: Request, around: Around): Part => {
  const window = standingWindow(request);
  const deadline =
    request.name === 'pending'
      ? formatInstant(request.deadline, { zone: around.vaultZone, language: 'en' })
      : undefined;
  const { applied } = request;
  return html`<dl>${[
    row('Who', around.requesterName),
    row('What', use(request, around)),
    row('Why', request.justification),
    row('Reason', request.reason),
    row('Ticket', request.ticket),
    row('Emergency', 'emergency' in request ? request.emergency?.reason : undefined),
    row('When', window && spanIn(around, window)),
    row('Level', levelOf(request)),
    row(
      'Decide by',
      deadline && html`${deadline} <small>(vault time); after that it lapses and no access is given</small>`,
    ),
    row(
      'Rule',
      applied &&
        html`${applied.because} <small>(group ${request.groupId}, ${applied.name}; code ${request.restrictionCode})</small>`,
    ),
    row('Request', html`<small>${request.id}</small>`),
  ]}</dl>`;
};
