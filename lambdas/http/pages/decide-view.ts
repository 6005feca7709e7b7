import type { SeenRequest } from '../../application/see-request.ts';
import { html, type Markup, type Part } from '../../core/html/markup.ts';
import { currentWindow, type Pending, type Request } from '../../core/request/state.ts';
import { writeLocalTime } from '../../core/time/local-time.ts';
import { openActions } from '../views/open-actions.ts';
import { type Around, requestFacts } from './request-facts.ts';

export interface DecideView {
  readonly shown: SeenRequest;
  readonly around: Around;
  readonly now: number;
  readonly csrf: string;
  /** What was refused just now, with what had been written: nothing is lost. */
  readonly wrong?: { readonly reason: string; readonly form: Readonly<Record<string, string>> } | undefined;
}

const HEADLINES: Readonly<Record<Request['name'], string>> = {
  granted: 'This use needed no approval',
  pending: 'This request waits for a decision',
  approved: 'This request is approved',
  emergency: 'Emergency access is in use',
  rejected: 'This request was turned down',
  cancelled: 'This request was taken back',
  lapsed: 'This request has lapsed',
  revoked: 'This access was revoked',
  returned: 'This access was given back',
  ended: 'This access is over',
};

const ownVote = ({ stored: { request }, viewer }: SeenRequest): Part => {
  const ballot = 'ballots' in request ? request.ballots.find(({ by }) => by === viewer.id) : undefined;
  if (ballot === undefined) return undefined;
  const word = ballot.verdict === 'approve' ? 'approval' : 'disapproval';
  return html`<p class="told" role="status">Your ${word} is recorded.</p>`;
};

/** What stands in a field: what was written and refused, else what is. */
const written = ({ wrong }: DecideView, name: string, otherwise: string): string => wrong?.form[name] ?? otherwise;

const timeField = (view: DecideView, name: 'start' | 'end', at: number): Markup => {
  const shown = writeLocalTime(at, view.around.vaultZone);
  return html`<label>${name === 'start' ? 'From' : 'Until'} <small>(${view.around.vaultZone})</small>
<input type="datetime-local" name="${name}" required value="${written(view, name, shown)}"></label>`;
};

const decisionForm = (view: DecideView, request: Pending): Markup => {
  const { start, end } = currentWindow(request);
  return html`<form method="post"><input type="hidden" name="csrf" value="${view.csrf}">
<input type="hidden" name="windowVersion" value="${request.windows.length}">
<h2>Your decision</h2><div class="pair">${timeField(view, 'start', start)}${timeField(view, 'end', end)}</div>
<label>Comment <small>(kept with your decision)</small><textarea name="comment" rows="3" maxlength="2000">${written(view, 'comment', '')}</textarea></label>
<div class="choose"><button class="yes" name="decision" value="approve">Approve</button>
<button class="no" name="decision" value="disapprove">Disapprove</button></div></form>`;
};

const revokeForm = (view: DecideView): Markup => html`<form method="post">
<input type="hidden" name="csrf" value="${view.csrf}"><h2>End this access now</h2>
<label>Why <small>(the person whose access ends is shown this)</small>
<textarea name="text" rows="3" maxlength="2000" required>${written(view, 'text', '')}</textarea></label>
<button class="no" name="decision" value="revoke">Revoke</button></form>`;

const formsFor = (view: DecideView): Part => {
  const { stored, viewer } = view.shown;
  const open = openActions(stored.request, viewer, view.now).map(({ action }) => action);
  if (stored.request.name === 'pending' && open.includes('approve')) return decisionForm(view, stored.request);
  return open.includes('revoke') ? revokeForm(view) : undefined;
};

/** The page behind the link of a mail: the request, its explanation, and the forms that its reader may send now. */
export const decideView = (view: DecideView): Markup => {
  const { request } = view.shown.stored;
  const wrong = view.wrong && html`<p class="told wrong" role="alert">${view.wrong.reason}</p>`;
  return html`<h1>${HEADLINES[request.name]}</h1>${wrong}${wrong ? undefined : ownVote(view.shown)}
${requestFacts(request, view.around)}${formsFor(view)}`;
};
