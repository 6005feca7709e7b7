import { describe, expect, it } from 'vitest';
import { custodyKeys, listKeys, requestKeys, singleKeys, vaultLogKeys } from '../../lambdas/adapters/dynamodb/keys.ts';
import { resourcesOf, templates } from './deployment.ts';
import { type Attempt, denies, type PolicyDocument, permits } from './policy-simulation.ts';
import { statementsOf } from './statements.ts';
import { withAccessKeys, withNetwork } from './variants.ts';

const { main, mail } = templates({ ...withNetwork, ...withAccessKeys });
const [id, requests] = resourcesOf(main, 'AWS::DynamoDB::GlobalTable').find(
  ([, { Properties }]) => Properties['TableName'] === 'countersign-requests',
) ?? ['absent', undefined];
const policy = requests?.Properties['Replicas'][0].ResourcePolicy.PolicyDocument as PolicyDocument;

/** Everybody whom a template of ours lets do anything, and an administrator of the account. */
const administrator = { who: 'administrator', actions: ['dynamodb:*'], resources: ['*'], conditions: undefined };
const everybody = [...[main, mail].flatMap((template) => (template ? statementsOf(template) : [])), administrator];

const whoMay = (attempt: Attempt): string[] => [
  ...new Set(
    everybody.filter((statement) => permits(statement, id, attempt) && !denies(policy, attempt)).map(({ who }) => who),
  ),
];

const chain = 'vault:2026-11-24:3';
const ofRequest = requestKeys.event('01KB3V9GZ0000000000000000', 3);
const ofVault = vaultLogKeys.event(chain, 3);
const on = (action: string, { pk }: { readonly pk: string }, ...attributes: string[]): Attempt => ({
  action: `dynamodb:${action}`,
  leadingKey: pk,
  attributes: ['pk', 'sk', ...attributes],
});

describe('R-06: no principal of the templates, and no administrator, by the table’s own policy', () => {
  it.each([
    ['deletes a record of a request', on('DeleteItem', ofRequest)],
    ['deletes a record without a request', on('DeleteItem', ofVault)],
    ['deletes records in a batch', on('BatchWriteItem', ofRequest)],
    ['deletes records in a batch of the vault log', on('BatchWriteItem', ofVault)],
    ['deletes a record by PartiQL', on('PartiQLDelete', ofVault)],
    ['changes a record of a request', on('UpdateItem', ofRequest, 'record')],
    ['changes a record without a request', on('UpdateItem', ofVault, 'record', 'done')],
    ['changes a record by PartiQL', on('PartiQLUpdate', ofRequest, 'record')],
    ['lets DynamoDB forget a record', on('UpdateItem', ofVault, 'expiresAtEpochSeconds')],
  ])('%s', (_what, attempt) => {
    expect(whoMay(attempt)).toEqual([]);
  });

  it('would be held by more than twenty without that policy: this simulation can fail', () => {
    const held = everybody.filter((statement) => permits(statement, id, on('DeleteItem', ofRequest)));

    expect(new Set(held.map(({ who }) => who)).size).toBeGreaterThan(20);
  });

  it.each([
    ['marks what an event asks as done', on('UpdateItem', ofRequest, 'done', 'duePk', 'dueSk')],
    ['marks what an event of the vault log asks as done', on('UpdateItem', ofVault, 'done')],
    ['moves the lock of a credential', on('UpdateItem', custodyKeys.lock('db'), 'version')],
    ['takes away a grant', on('UpdateItem', custodyKeys.lock('db'), custodyKeys.grant('01K'))],
    ['closes a review', on('DeleteItem', singleKeys.openReview('ana'))],
    ['clears an absence', on('DeleteItem', singleKeys.absence('ana'))],
    ['fills inboxes', on('BatchWriteItem', listKeys.inbox('bruno', 0, '01K'), 'requestId')],
    ['writes a record', on('PutItem', ofRequest, 'record')],
    ['writes a record without a request', on('PutItem', ofVault, 'record')],
  ])('and the application still %s', (_what, attempt) => {
    expect(whoMay(attempt).length).toBeGreaterThan(1);
  });
});
