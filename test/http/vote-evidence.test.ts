import { expect, it } from 'vitest';
import * as z from 'zod';
import { makeCastVote } from '../../lambdas/application/requests/cast-vote.ts';
import { recordDecisionEndpoint } from '../../lambdas/http/endpoints/request-commands.ts';
import { anAskedApprover } from '../support/fakes/reply.ts';
import { pending } from '../support/fakes/steps.ts';
import { aWorld, submitted, type World } from '../support/fakes/world.ts';
import { claimsOf } from './api-event.ts';
import { callEndpoint, keepingLogger } from './call-endpoint.ts';
import { aPageWorld } from './pages/page-world.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.iso.datetime();
const window = z.strictObject({ start: z.int(), end: z.int() });
const text = z.string().min(1);

/** What the record of a vote must hold (threats.md R-01); strict, so that what it should not hold is seen as well. */
const record = <Evidence extends z.ZodType>(channel: string, evidence: Evidence) =>
  z.strictObject({
    chain: z.string().startsWith('request:'),
    seq: z.int().min(1),
    type: z.literal('VoteCast'),
    at: instant,
    actor: z.literal('bruno'),
    requestId: text,
    requester: z.literal('ana'),
    credential: text,
    action: text,
    groupId: z.int(),
    restrictionCode: z.string().regex(/^1\d{7}$/),
    policyVersion: z.int(),
    state: text,
    emergency: z.boolean(),
    detail: z.strictObject({
      ballot: z.strictObject({
        by: z.literal('bruno'),
        seat: z.literal('bruno'),
        level: z.literal(1),
        verdict: z.literal('approve'),
        channel: z.literal(channel),
        at: z.int(),
        window,
        windowVersion: z.int(),
        comment: text,
      }),
      evidence,
    }),
    previousHash: digest,
    hash: digest,
  });

const fromWeb = z.strictObject({ sourceIp: z.ipv4(), apiRequestId: text });
const fromMail = z.strictObject({
  messageId: text,
  sha256: digest,
  dmarc: z.literal('PASS'),
  invitedUnderPolicy: text,
});

const byApi = async (): Promise<World & { id: string }> => {
  const world = aWorld();
  const id = await pending(world);
  const shell = { logger: keepingLogger(), clock: world.ports.clock };
  const body = { decision: 'approve', windowVersion: 1, comment: 'go ahead' };
  const endpoint = recordDecisionEndpoint(shell, makeCastVote(world.ports));
  await callEndpoint(endpoint, { params: { id }, body, claims: claimsOf('bruno') });
  return { ...world, id };
};

const byLink = async (): Promise<World & { id: string }> => {
  const world = aPageWorld();
  const id = await submitted(world);
  const bruno = world.browser();
  await bruno.signIn(id, 'bruno');
  await bruno.decide(id, { decision: 'approve', comment: 'go ahead' });
  return { ...world, id };
};

const byMail = async (): Promise<World & { id: string }> => {
  const { world, id, address, reply } = await anAskedApprover();
  await reply('bruno@example.com', address, { body: 'APPROVE\r\ngo ahead' });
  return { ...world, id };
};

it.each([
  ['api', fromWeb, byApi],
  ['link', fromWeb, byLink],
  ['mail', fromMail, byMail],
] as const)('R-01: a vote by %s leaves every mandatory field, and no other', async (channel, evidence, voting) => {
  const { ports, id } = await voting();

  const votes = (await ports.requests.history(id)).filter(({ type }) => type === 'VoteCast');

  expect(votes).toHaveLength(1);
  expect(record(channel, evidence).safeParse(votes[0]).error?.issues ?? []).toEqual([]);
});
