import { makeClearAbsence, makeSetAbsence } from '../../../lambdas/application/people/keep-absence.ts';
import { makeCastVote } from '../../../lambdas/application/requests/cast-vote.ts';
import { makeReviewEmergency } from '../../../lambdas/application/requests/review-emergency.ts';
import { makeRevokeAccess } from '../../../lambdas/application/requests/revoke-access.ts';
import { openReview } from '../../../lambdas/core/request/review.ts';
import { currentWindow, type Request } from '../../../lambdas/core/request/state.ts';
import { verdicts } from '../../support/fakes/reply.ts';
import { approvers } from '../any-policy.ts';
import {
  approversOf,
  type Command,
  endOf,
  idempotencyOf,
  isLetGoOn,
  maybeKey,
  principal,
  type Scene,
  somebody,
  someRequest,
} from './command.ts';

const MINUTE = 60_000;

/** Now and then an approver changes the window: shorter, longer, or moved. */
const anyEdit = ({ random }: Scene, request: Request) => {
  if (!('windows' in request) || random.chance(0.8)) return undefined;
  const { start, end } = currentWindow(request);
  return { start: start + random.pick([0, 1, -1]) * MINUTE, end: end + random.pick([-5, -1, 1, 5]) * MINUTE };
};

const openExtension = ({ random, seen, now }: Scene): Request | undefined => {
  const all = [...seen.lives.values()].map(({ stored }) => stored.request);
  const open = all.filter((request) => request.extends !== undefined && isPending(request) && now() < endOf(request));
  return open.length > 0 ? random.pick(open) : undefined;
};

const isPending = ({ name }: Request): boolean => name === 'pending';

const vote: Command = {
  name: 'vote',
  weight: 9,
  attempt: (scene) => {
    const { random } = scene;
    // An extension is answered before the end that it moves, or never.
    const urgent = random.chance(0.5) ? openExtension(scene) : undefined;
    const request = urgent ?? someRequest(scene, 'pending', 'emergency');
    // Mostly people vote after they were asked; an approver who looks into the console may be faster.
    if (!request || (request.name === 'pending' && !request.asked && random.chance(0.8))) return undefined;
    const who = somebody(scene, approversOf(request));
    const key = maybeKey(scene);
    const verdict = random.chance(0.92) ? 'approve' : 'disapprove';
    const newest = 'windows' in request ? request.windows.length : 1;
    const cast = {
      principal: principal(who),
      requestId: request.id,
      verdict,
      windowVersion: random.chance(0.9) ? newest : random.between(1, newest),
      window: verdict === 'approve' ? anyEdit(scene, request) : undefined,
      channel: 'api',
      idempotency: idempotencyOf(key),
    } as const;
    return {
      about: `${who} votes ${verdict} on ${request.id}`,
      idempotencyKey: key && `${who}#${key}`,
      run: (ports) => makeCastVote(ports)(cast),
    };
  },
};

const revoke: Command = {
  name: 'revoke',
  weight: 0.7,
  attempt: (scene) => {
    const request = someRequest(scene, 'approved', 'emergency');
    if (!request || isLetGoOn(scene, request)) return undefined;
    const who = somebody(scene, approversOf(request));
    const key = maybeKey(scene);
    const roles = scene.random.chance(0.2) ? (['administrator'] as const) : [];
    const act = {
      principal: principal(who, ...roles),
      requestId: request.id,
      text: 'The change was called off',
      idempotency: idempotencyOf(key),
    };
    return {
      about: `${who} revokes ${request.id}`,
      idempotencyKey: key && `${who}#${key}`,
      run: (ports) => makeRevokeAccess(ports)(act),
    };
  },
};

const addresses = ['ben', 'carla', 'dora', 'edu', 'gil'].map((name) => `${name}@example.com`);

/** What makes a reply worthless, and what a genuine one looks like. */
const replies = {
  approves: {},
  disapproves: { body: 'DISAPPROVE' },
  'fails DMARC': { worthless: true, dmarc: 'FAIL' },
  'has no DMARC verdict': { worthless: true, dmarc: 'GRAY' },
  'comes from somebody else': { worthless: true, from: 'mallory@example.com' },
  'comes from a robot': { worthless: true, headers: 'Auto-Submitted: auto-replied\r\n' },
  'says something else': { worthless: true, body: 'I APPROVE of this' },
} as const;

type Kind = {
  readonly body?: string;
  readonly worthless?: boolean;
  readonly dmarc?: string;
  readonly from?: string;
  readonly headers?: string;
};

const isOpen = ({ seen, now }: Scene, requestId: string): boolean => {
  const request = seen.lives.get(requestId)?.stored.request;
  return request?.name === 'pending' && now() < endOf(request);
};

/** Somebody answers one of the mails that asked, by mail; it arrives later, if at all. */
const replyByMail: Command = {
  name: 'reply',
  weight: 8,
  attempt: (scene) => {
    const { random, post } = scene;
    const address = random.pick(addresses);
    const asked = post.inbox(address).filter(({ replyTo }) => replyTo !== undefined);
    const open = asked.filter(({ requestId }) => isOpen(scene, requestId));
    const mails = open.length > 0 && random.chance(0.9) ? open : random.some(asked).slice(0, random.pick([0, 0, 1]));
    if (mails.length === 0) return undefined;
    const to = random.pick(mails).replyTo ?? '';
    const said = random.chance(0.5) ? 'approves' : random.pick(Object.keys(replies) as (keyof typeof replies)[]);
    const kind: Kind = replies[said];
    const { body = 'APPROVE', worthless = false, dmarc = 'PASS', from = address, headers = '' } = kind;
    const date = new Date(scene.now()).toUTCString().replace('GMT', '+0000');
    const raw = `From: ${from}\r\nTo: <${to}>\r\nDate: ${date}\r\nMessage-ID: <1@example.com>\r\n${headers}\r\n${body}\r\n`;
    const received = {
      recipients: [to],
      envelopeSender: from,
      verdicts: { ...verdicts, dmarcVerdict: { status: dmarc } },
    };
    scene.sendReply({ raw, received, worthless });
    return undefined;
  },
};

/** Somebody says whether an emergency was one; until then its requester has no other. */
const review: Command = {
  name: 'review',
  weight: 1.5,
  attempt: (scene) => {
    const { random, seen } = scene;
    const owed = [...seen.lives.values()].flatMap(({ stored }) => (openReview(stored.request) ? [stored.request] : []));
    const request = owed.length > 0 ? random.pick(owed) : undefined;
    if (!request) return undefined;
    const who = somebody(scene, approversOf(request));
    const key = maybeKey(scene);
    const verdict = random.pick(['justified', 'not-justified'] as const);
    const act = { principal: principal(who), requestId: request.id, idempotency: idempotencyOf(key) };
    return {
      about: `${who} reviews ${request.id}`,
      idempotencyKey: key && `${who}#${key}`,
      run: (ports) => makeReviewEmergency(ports)({ ...act, verdict, text: 'The orders were lost indeed' }),
    };
  },
};

/** People go away, name somebody who votes meanwhile, and come back. */
const absence: Command = {
  name: 'absence',
  weight: 0.6,
  attempt: ({ random, now }) => {
    const person = random.pick(approvers);
    const act = { principal: principal(person), person };
    if (random.chance(0.4)) return { about: `${person} is back`, run: (ports) => makeClearAbsence(ports)(act) };
    const from = now() + random.pick([-1, 0, 5]) * MINUTE;
    const until = from + random.pick([5, 60]) * MINUTE;
    const delegate = random.chance(0.7) ? random.pick(approvers) : undefined;
    return {
      about: `${person} is away for ${delegate}`,
      run: (ports) => makeSetAbsence(ports)({ ...act, from, until, delegate }),
    };
  },
};

export const approverCommands: readonly Command[] = [vote, revoke, replyByMail, review, absence];
