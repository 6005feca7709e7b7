import { words } from '../../application/mail-out/notices/words/words.ts';
import { html, type Part } from '../../core/html/markup.ts';
import type { Credential } from '../../core/policy/schema.ts';
import { type Request, votesUntil } from '../../core/request/state.ts';
import { becauseIn } from '../../core/restriction/describe-why.ts';
import { formatInstant, formatSpan, zonesToTell } from '../../core/time/format-instant.ts';
import type { Language } from '../../core/time/language.ts';
import { standingWindow } from '../views/request-view.ts';
import { pageWords } from './words/words.ts';

/** What the page says besides the request itself. */
export interface Around {
  readonly language: Language;
  readonly requesterName: string;
  readonly credential: Credential | undefined;
  /** The vault's zone decides; the reader's is a courtesy. */
  readonly vaultZone: string;
  readonly readerZone?: string | undefined;
}

const row = (name: string, value: Part): Part =>
  value === undefined ? undefined : html`<dt>${name}</dt><dd>${value}</dd>`;

const nameOf = (zone: string, { vaultZone, readerZone, language }: Around): string => {
  const { vaultTime, yourTime } = words[language];
  if (zone === vaultZone) return `${vaultTime}, ${zone}`;
  return zone === readerZone ? `${yourTime}, ${zone}` : zone;
};

const spanIn = (around: Around, { start, end }: { readonly start: number; readonly end: number }): Part =>
  zonesToTell(around.vaultZone, around.readerZone).map(
    (zone) =>
      html`<div>${formatSpan(start, end, { zone, language: around.language })} <small>(${nameOf(zone, around)})</small></div>`,
  );

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const use = ({ action }: Request, { credential, language }: Around): string => {
  const { anAccount, aDevice } = pageWords[language].facts;
  return capital(words[language][action](credential?.username ?? anAccount, credential?.device ?? aDevice));
};

const levelOf = (request: Request, { language }: Around): Part =>
  request.name === 'pending'
    ? pageWords[language].facts.levelOf(request.level, request.rules.levels.length)
    : undefined;

const deadlineOf = (request: Request, { vaultZone: zone, language }: Around): Part =>
  request.name === 'pending'
    ? html`${formatInstant(votesUntil(request), { zone, language })} <small>(${words[language].vaultTime}); ${pageWords[language].facts.lapses}</small>`
    : undefined;

const ruleOf = ({ applied, groupId, restrictionCode }: Request, { language }: Around): Part =>
  applied &&
  html`${becauseIn(applied, language)} <small>(${pageWords[language].facts.group(groupId, applied.name, restrictionCode)})</small>`;

/** Who asks for what, why, when, and why approval is needed: all that an approver decides by (mission.md A1 22). */
export const requestFacts = (request: Request, around: Around): Part => {
  const window = standingWindow(request);
  const say = words[around.language];
  const { facts } = pageWords[around.language];
  return html`<dl>${[
    row(say.who, around.requesterName),
    row(say.what, use(request, around)),
    row(say.why, request.justification),
    row(say.reason, request.reason),
    row(say.ticket, request.ticket),
    row(facts.emergency, 'emergency' in request ? request.emergency?.reason : undefined),
    row(facts.when, window && spanIn(around, window)),
    row(facts.level, levelOf(request, around)),
    row(facts.decideBy, deadlineOf(request, around)),
    row(facts.rule, ruleOf(request, around)),
    row(facts.request, html`<small>${request.id}</small>`),
  ]}</dl>`;
};
