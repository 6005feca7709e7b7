import { makeCastVote, type Vote } from '../../../lambdas/application/requests/cast-vote.ts';
import type { Submission } from '../../../lambdas/application/requests/submission.ts';
import { makeAskLevel } from '../../../lambdas/application/requests/workflow-tasks.ts';
import type { Request } from '../../../lambdas/core/request/state.ts';
import { principal, submitted, type World } from './world.ts';

/** The request as it is stored. */
export const requestOf = async ({ ports }: World, id: string): Promise<Request> => {
  const stored = await ports.requests.load(id);
  if (!stored) throw new Error(`there is no request ${id}`);
  return stored.request;
};

/** The types of the events of a request, in their order. */
export const eventsOf = async ({ ports }: World, id: string): Promise<string[]> =>
  (await ports.requests.history(id)).map(({ type }) => type);

/** The workflow asks the level that is open. */
export const asked = ({ ports }: World, id: string, token = `token of ${id}`): Promise<void> =>
  makeAskLevel(ports)({ requestId: id, token, enteredAt: ports.clock() });

/** Somebody votes by the API; gives the rule of a refusal, or the name of the state that the vote led to. */
export const voted = async ({ ports }: World, id: string, who: string, more: Partial<Vote> = {}): Promise<string> => {
  const vote = { verdict: 'approve', windowVersion: 1, channel: 'api', ...more } as const;
  const outcome = await makeCastVote(ports)({ principal: principal(who), requestId: id, ...vote });
  return outcome.ok ? outcome.value.request.name : outcome.refusal.rule;
};

/** A request that the workflow asked level 1 about. */
export const pending = async (world: World, more: Partial<Submission> = {}): Promise<string> => {
  const id = await submitted(world, more);
  await asked(world, id);
  return id;
};

/** A request that both levels approved. Dora signs in under another name than her id. */
export const approved = async (world: World, more: Partial<Submission> = {}): Promise<string> => {
  const id = await pending(world, more);
  await voted(world, id, 'bruno');
  await asked(world, id);
  const state = await voted(world, id, 'sub-dora');
  if (state !== 'approved') throw new Error(`the request is ${state}`);
  return id;
};
