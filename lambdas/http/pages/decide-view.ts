import type { SeenRequest } from '../../application/requests/see-request.ts';
import { html, type Markup, type Part } from '../../core/html/markup.ts';
import { currentWindow, type Pending } from '../../core/request/state.ts';
import { writeLocalTime } from '../../core/time/local-time.ts';
import { openActions } from '../views/open-actions.ts';
import { type Around, requestFacts } from './request-facts.ts';
import type { Refused } from './words/refused.ts';
import { pageWords } from './words/words.ts';

export type Wrong = Omit<Refused, 'request'> & { readonly form: Readonly<Record<string, string>> };

export interface DecideView {
  readonly shown: SeenRequest;
  readonly around: Around;
  readonly now: number;
  readonly csrf: string;
  /** What was refused just now, with what had been written: nothing is lost. */
  readonly wrong?: Wrong | undefined;
}

const ownVote = ({ shown: { stored, viewer }, around }: DecideView): Part => {
  const { request } = stored;
  const ballot = 'ballots' in request ? request.ballots.find(({ by }) => by === viewer.id) : undefined;
  if (ballot === undefined) return undefined;
  return html`<p class="told" role="status">${pageWords[around.language].recorded[ballot.verdict]}</p>`;
};

/** What stands in a field: what was written and refused, else what is. */
const written = ({ wrong }: DecideView, name: string, otherwise: string): string => wrong?.form[name] ?? otherwise;

const timeField = (view: DecideView, name: 'start' | 'end', at: number): Markup => {
  const { vaultZone, language } = view.around;
  return html`<label>${pageWords[language].decision[name]} <small>(${vaultZone})</small>
<input type="datetime-local" name="${name}" required value="${written(view, name, writeLocalTime(at, vaultZone))}"></label>`;
};

const decisionForm = (view: DecideView, request: Pending): Markup => {
  const { start, end } = currentWindow(request);
  const say = pageWords[view.around.language].decision;
  return html`<form method="post"><input type="hidden" name="csrf" value="${view.csrf}">
<input type="hidden" name="windowVersion" value="${request.windows.length}">
<h2>${say.title}</h2><div class="pair">${timeField(view, 'start', start)}${timeField(view, 'end', end)}</div>
<label>${say.comment} <small>(${say.commentKept})</small><textarea name="comment" rows="3" maxlength="2000">${written(view, 'comment', '')}</textarea></label>
<div class="choose"><button class="yes" name="decision" value="approve">${say.approve}</button>
<button class="no" name="decision" value="disapprove">${say.disapprove}</button></div></form>`;
};

const revokeForm = (view: DecideView): Markup => {
  const say = pageWords[view.around.language].revocation;
  return html`<form method="post">
<input type="hidden" name="csrf" value="${view.csrf}"><h2>${say.title}</h2>
<label>${say.why} <small>(${say.whyShown})</small>
<textarea name="text" rows="3" maxlength="2000" required>${written(view, 'text', '')}</textarea></label>
<button class="no" name="decision" value="revoke">${say.revoke}</button></form>`;
};

const formsFor = (view: DecideView): Part => {
  const { stored, viewer } = view.shown;
  const open = openActions(stored.request, viewer, view.now).map(({ action }) => action);
  if (stored.request.name === 'pending' && open.includes('approve')) return decisionForm(view, stored.request);
  return open.includes('revoke') ? revokeForm(view) : undefined;
};

/** The page behind the link of a mail: the request, its explanation, and the forms that its reader may send now. */
export const decideView = (view: DecideView): Markup => {
  const { request } = view.shown.stored;
  const say = pageWords[view.around.language];
  const wrong = view.wrong && html`<p class="told wrong" role="alert">${say.refused({ ...view.wrong, request })}</p>`;
  return html`<h1>${say.headlines[request.name]}</h1>${wrong}${wrong ? undefined : ownVote(view)}
${requestFacts(request, view.around)}${formsFor(view)}`;
};
