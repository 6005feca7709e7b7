import type { PolicyHead, PolicyReader, StoredRequest } from '../../application/ports/ports.ts';
import type { Act } from '../../application/requests/act-on-request.ts';
import type { Vote } from '../../application/requests/cast-vote.ts';
import type { SeenRequest } from '../../application/requests/see-request.ts';
import { html } from '../../core/html/markup.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Language } from '../../core/time/language.ts';
import { type KnownRule, statusOf } from '../rule-status.ts';
import { readForm } from './decide-form.ts';
import { decideView, type Wrong } from './decide-view.ts';
import { framed } from './frame.ts';
import { languageOf } from './language-of.ts';
import type { Around } from './request-facts.ts';
import type { Session } from './sign-in.ts';
import { pageWords } from './words/words.ts';

export interface DecideParts {
  readonly clock: () => number;
  readonly policy: Pick<PolicyReader, 'head' | 'credential' | 'people' | 'subject'>;
  readonly seeRequest: (act: Pick<Act, 'principal' | 'requestId'>) => Promise<Result<SeenRequest>>;
  readonly castVote: (vote: Vote) => Promise<Result<StoredRequest>>;
  readonly revoke: (act: Act & { readonly text: string }) => Promise<Result<StoredRequest>>;
}

/** A signed-in person at the page of one request. */
export interface Visit {
  readonly session: Session;
  readonly requestId: string;
  /** What the browser wants; who is a person of the policy has a language there. */
  readonly accepts: Language;
  /** What the forms of this visit carry, and what a sent form must bring back. */
  readonly csrf: string;
}

export interface Shown {
  readonly status: number;
  readonly body: string;
}

/** The same for a request that is not there and for one that this person may not see (threats.md I-04). */
const notFound = async ({ policy }: DecideParts, { session, csrf, accepts }: Visit): Promise<Shown> => {
  const language = await languageOf(policy, session, accepts);
  const { title, body } = pageWords[language].notFound;
  return {
    status: 404,
    body: framed({
      language,
      title,
      signedIn: { name: session.principal.id, csrf },
      body: html`<h1>${title}</h1><p>${body}</p>`,
    }),
  };
};

const vaultZoneOf = (head: PolicyHead | undefined): string => head?.settings.timeZone ?? 'UTC';

const aroundOf = async (
  { policy }: DecideParts,
  { accepts }: Visit,
  { stored: { request }, viewer }: SeenRequest,
): Promise<Around> => {
  const [head, credential, people] = await Promise.all([
    policy.head(),
    policy.credential(request.credential),
    policy.people([request.requester]),
  ]);
  return {
    language: viewer.user?.locale ?? accepts,
    requesterName: people[request.requester]?.name ?? request.requester,
    credential,
    vaultZone: vaultZoneOf(head),
    readerZone: viewer.user?.timeZone,
  };
};

const render = async (parts: DecideParts, visit: Visit, wrong?: Wrong): Promise<Shown> => {
  const { session, csrf, requestId } = visit;
  const shown = await parts.seeRequest({ principal: session.principal, requestId });
  if (!shown.ok) return notFound(parts, visit);
  const around = await aroundOf(parts, visit, shown.value);
  const { language } = around;
  const name = shown.value.viewer.user?.name ?? session.principal.id;
  const body = decideView({ shown: shown.value, around, now: parts.clock(), csrf, wrong });
  return {
    status: wrong === undefined ? 200 : statusOf[wrong.rule as KnownRule],
    body: framed({ language, title: pageWords[language].titleOf(requestId), signedIn: { name, csrf }, body }),
  };
};

/**
 * The page behind the link of a mail. Looking at it changes nothing (mission.md C 7); only a sent form acts, through the
 * same use cases as the API. A refusal shows the page again with its reason and with what had been written.
 */
export const makeDecidePage = (parts: DecideParts) => {
  const perform = async (
    { session, requestId }: Visit,
    form: Readonly<Record<string, string>>,
    evidence: Readonly<Record<string, string>>,
  ): Promise<Result<unknown>> => {
    const act = { principal: session.principal, requestId };
    const shown = await parts.seeRequest(act);
    if (!shown.ok) return shown;
    const asked = readForm(form, shown.value.stored.request, vaultZoneOf(await parts.policy.head()));
    if (!asked.ok) return asked;
    if (asked.value.type === 'revoke') return parts.revoke({ ...act, text: asked.value.text });
    const { type: _, ...vote } = asked.value;
    return parts.castVote({ ...act, ...vote, channel: 'link', evidence });
  };

  return {
    show: (visit: Visit): Promise<Shown> => render(parts, visit),
    /** `done` when the form did what it asks, else the page with what was wrong. */
    act: async (
      visit: Visit,
      form: Readonly<Record<string, string>>,
      evidence: Readonly<Record<string, string>>,
    ): Promise<Result<'done', Shown>> => {
      const outcome = await perform(visit, form, evidence);
      if (outcome.ok) return ok('done');
      return { ok: false, refusal: await render(parts, visit, { ...outcome.refusal, form }) };
    },
  };
};

export type DecidePage = ReturnType<typeof makeDecidePage>;
