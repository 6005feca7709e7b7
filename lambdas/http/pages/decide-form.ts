import * as z from 'zod';
import type { Vote } from '../../application/requests/cast-vote.ts';
import { currentWindow, type Request } from '../../core/request/state.ts';
import type { AccessWindow } from '../../core/request/window.ts';
import { currentVersion } from '../../core/request/window-versions.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { type Edge, readLocalTime, writeLocalTime } from '../../core/time/local-time.ts';
import { prose } from '../contract/text.ts';

const text = prose(2000).transform((value) => value.trim());

const voteForm = z.object({
  decision: z.enum(['approve', 'disapprove']),
  windowVersion: z.coerce.number().int().min(1),
  start: z.string(),
  end: z.string(),
  comment: text.transform((comment) => (comment === '' ? undefined : comment)),
});
const revokeForm = z.object({ decision: z.literal('revoke'), text });

/** What a form of the page asks for. */
export type Asked =
  | (Pick<Vote, 'verdict' | 'comment' | 'windowVersion' | 'window'> & { readonly type: 'vote' })
  | { readonly type: 'revoke'; readonly text: string };

type VoteForm = z.output<typeof voteForm>;

/** A time that still reads as it was shown keeps its seconds: a form of minutes changes nothing that nobody touched. */
const timeOf = (form: VoteForm, edge: Edge, shown: number, zone: string): Result<number> =>
  form[edge] === writeLocalTime(shown, zone) ? ok(shown) : readLocalTime(form[edge], zone, edge);

const windowOf = (form: VoteForm, shown: AccessWindow, zone: string): Result<AccessWindow | undefined> => {
  const start = timeOf(form, 'start', shown.start, zone);
  if (!start.ok) return start;
  const end = timeOf(form, 'end', shown.end, zone);
  if (!end.ok) return end;
  const same = start.value === shown.start && end.value === shown.end;
  return ok(same ? undefined : { start: start.value, end: end.value });
};

const voteOf = (form: VoteForm, request: Request, zone: string): Result<Asked> => {
  const { decision: verdict, comment, windowVersion } = form;
  const vote = { type: 'vote', verdict, comment, windowVersion } as const;
  // Nobody edits a window that is not the one he saw: the core says so by the version.
  if (verdict === 'disapprove' || !('windows' in request) || windowVersion !== currentVersion(request)) return ok(vote);
  const window = windowOf(form, currentWindow(request), zone);
  return window.ok ? ok({ ...vote, window: window.value }) : window;
};

/** Reads a sent form: the vote, with the window if it was changed (times are the vault's), or the revocation. */
export const readForm = (
  form: Readonly<Record<string, string>>,
  request: Request,
  vaultZone: string,
): Result<Asked> => {
  const revoke = revokeForm.safeParse(form);
  if (revoke.success) return ok({ type: 'revoke', text: revoke.data.text });
  const vote = voteForm.safeParse(form);
  if (vote.success) return voteOf(vote.data, request, vaultZone);
  const [issue] = vote.error.issues;
  return refuse<Refusal>({
    rule: 'invalid-field',
    reason: `${issue?.path.join('.')}: ${issue?.message}`,
    field: issue?.path.join('.') ?? '',
  });
};
