import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { requestStores } from '../../lambdas/adapters/dynamodb/stores.ts';
import { newUlid, sha256, systemClock } from '../../lambdas/adapters/runtime/runtime.ts';
import type { RequestStore } from '../../lambdas/application/ports/ports.ts';
import { makeCastVote } from '../../lambdas/application/requests/cast-vote.ts';
import { chain, GENESIS } from '../../lambdas/core/audit/chain.ts';
import { policyBook } from '../../test/support/fakes/policy-book.ts';
import { aPolicy } from '../../test/support/policy-builders.ts';
import { aPending } from '../../test/support/request-builders.ts';
import type { Cloud } from './start-cloud.ts';

export const VOTERS = 1000;
export const QUORUM = 2;
const HOUR = 3_600_000;
const LONGEST_QUEUE_MILLIS = 600_000;

const voters = Array.from({ length: VOTERS }, (_, at) => `voter-${at}`);
const levels = [
  { approvers: voters, approvals: QUORUM, disapprovals: QUORUM },
  { approvers: ['dora'], approvals: 1, disapprovals: 1 },
];

const policy = () =>
  aPolicy({
    users: ['ana', 'dora', ...voters].map((id) => ({ id, name: id, email: `${id}@example.com` })),
    groups: [
      {
        id: 45,
        name: 'Two levels',
        members: { users: ['ana'] },
        viewPassword: { allowed: true, approval: { required: true, levels } },
      },
    ],
  });

/** A request whose first level of two is asked: as the workflow leaves it, written by the application's own store. */
const openRequest = async (requests: RequestStore): Promise<string> => {
  const now = Date.now();
  const id = newUlid();
  const asked = { start: now, end: now + HOUR };
  const pending = aPending({ id, createdAt: now, deadline: now + HOUR, asked: false });
  const request = { ...pending, windows: [asked], rules: { ...pending.rules, levels, inLevels: true } };
  const said = { chain: `request:${id}`, seq: 1, type: 'RequestSubmitted', actor: 'ana', detail: {} };
  const record = chain({ ...said, at: new Date(now).toISOString() }, GENESIS, sha256);
  const change = { request, from: 0, head: GENESIS, recorded: [{ record, steps: [] }], grants: [] };
  if ((await requests.commit(change)) !== 'committed') throw new Error('the request was not written');
  return id;
};

/** The store as it is, and how often a condition of it did not hold. */
const counting = (requests: RequestStore) => {
  let conflicts = 0;
  const commit: RequestStore['commit'] = async (change) => {
    const outcome = await requests.commit(change);
    if (outcome === 'conflict') conflicts += 1;
    return outcome;
  };
  return { requests: { ...requests, commit }, conflicts: () => conflicts };
};

/** All vote at once, over as many sockets as there are voters; on AWS each would have a function of its own. */
export const voteAtOnce = async (cloud: Cloud) => {
  const requestHandler = {
    httpAgent: { maxSockets: VOTERS, keepAlive: true },
    // Each voter reads all its batches at once, so they queue for sockets: nothing to warn of.
    socketAcquisitionWarningTimeout: LONGEST_QUEUE_MILLIS,
  };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...cloud.sdk, requestHandler }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const stores = requestStores(client, cloud.settings.tables.requests, { clock: systemClock, digest: sha256 });
  const id = await openRequest(stores.requests);
  const { requests, conflicts } = counting(stores.requests);
  const castVote = makeCastVote({ ...stores, requests, policy: policyBook(policy()).reader });
  cloud.progress(`${VOTERS} approvals of one request at once`);
  const vote = (voter: string) =>
    castVote({
      principal: { id: voter, roles: [] },
      requestId: id,
      verdict: 'approve',
      windowVersion: 1,
      channel: 'api',
    });
  const outcomes = await Promise.allSettled(voters.map(vote));
  const history = await stores.requests.history(id);
  client.destroy();
  return { outcomes, conflicts: conflicts(), recorded: history.map(({ type }) => type) };
};
