import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeExecutionCommand, SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, it } from 'vitest';
import { requestKeys } from '../../lambdas/adapters/dynamodb/keys.ts';
import { inSeconds, requestIn } from '../../local/demo/stage.ts';
import { waitFor } from '../../local/demo/wait-for.ts';
import { ACCOUNT, ROOT } from '../../local/process/environment.ts';
import { secretTraces } from './canary.ts';
import { startCloud } from './cloud.ts';

const cloud = await startCloud();
afterAll(() => cloud.stop());

const { awsEndpoint: endpoint, region, tables } = cloud.settings;
const sdk = { endpoint, region, credentials: ROOT };
const table = DynamoDBDocumentClient.from(new DynamoDBClient(sdk));
const workflows = new SFNClient(sdk);
const functions = new LambdaClient(sdk);
const [ana, bruno, dora] = ['ana', 'bruno', 'dora'].map(cloud.person) as [Person, Person, Person];
type Person = ReturnType<typeof cloud.person>;

const submit = async (seconds: number): Promise<string> => {
  const { body } = await ana.post('/requests', {
    credential: 'payments-admin',
    action: 'view_password',
    justification: 'a test',
    reason: 'Change',
    window: { start: inSeconds(0), end: inSeconds(seconds) },
  });
  return body.request.id;
};

/** The token that the workflow waits with, once it is another than `before`. */
const tokenOf = (id: string, before?: string): Promise<string> =>
  waitFor(`a token of ${id}`, async () => {
    const { Item } = await table.send(new GetCommand({ TableName: tables.requests, Key: requestKeys.token(id) }));
    return Item?.['token'] === before ? undefined : (Item?.['token'] as string);
  });

const answer = (taskToken: string, said: unknown) =>
  workflows.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(said) }));

const statusOf = async (name: string): Promise<string | undefined> => {
  const executionArn = `arn:aws:states:${region}:${ACCOUNT}:execution:countersign-approval:${name}`;
  return (await workflows.send(new DescribeExecutionCommand({ executionArn }))).status;
};

const vote = (person: Person, id: string) =>
  person.post(`/requests/${id}/decisions`, { decision: 'approve', windowVersion: 1 });

const stateOf = async (id: string) => (await ana.get(`/requests/${id}`)).body.request.state;

it('E-14: a forged answer gives no access, and the workflow asks again', async () => {
  const [id, other] = [await submit(600), await submit(600)];
  const past = '2026-01-01T00:00:00Z';
  let token = await tokenOf(id);
  for (const forged of [
    { decision: 'APPROVED' },
    'APPROVED',
    { next: 'wait' },
    { next: 'wait', windowEnd: past },
    { next: 'wait', windowEnd: past, requestId: other },
    { next: 'ask', secondsLeft: 0 },
  ]) {
    await answer(token, forged);
    const release = await ana.post(`/requests/${id}/password`, {});
    token = await tokenOf(id, token);

    expect([await stateOf(id), release.body.rule], JSON.stringify(forged)).toEqual(['pending', 'not-approved-yet']);
  }

  await vote(bruno, id);
  await waitFor('level 2', async () => (await vote(dora, id)).status === 200 || undefined);
  expect([await stateOf(id), await stateOf(other)]).toEqual(['approved', 'pending']);
  expect(await statusOf(id)).toBe('RUNNING');
});

it.each([
  ['to its end', { next: 'done' }],
  ['to wait for a day that is far', { next: 'wait', windowEnd: '2036-01-01T00:00:00Z' }],
])('E-14: a workflow that was led %s asks the next level as soon as this one has voted', async (_where, forged) => {
  const id = await submit(600);
  const token = await tokenOf(id);
  await answer(token, forged);

  await vote(bruno, id);

  // Within half a minute: the sweeper looks for it after a whole one.
  await tokenOf(id, token);
  await waitFor('level 2', async () => (await vote(dora, id)).status === 200 || undefined);
  expect(await stateOf(id)).toBe('approved');
});

it('E-14: an answer on a token that is spent, or of nobody, changes nothing', async () => {
  const id = await submit(600);
  const token = await tokenOf(id);
  await vote(bruno, id);
  await tokenOf(id, token);

  await expect(answer(token, { next: 'done' })).rejects.toMatchObject({ name: 'TaskTimedOut' });
  await expect(answer('made-up', { next: 'done' })).rejects.toThrow();

  expect([await stateOf(id), await statusOf(id)]).toEqual(['pending', 'RUNNING']);
});

it('E-14: a workflow that was led to its end is missed before the access ends, and closes it in time', async () => {
  const id = await submit(20);
  await answer(await tokenOf(id), { next: 'done' });
  await waitFor('the end', async () => (await statusOf(id)) === 'SUCCEEDED' || undefined);
  await ana.post(`/requests/${id}/emergency`, { reason: 'payments are stuck' });
  expect((await ana.post(`/requests/${id}/password`, {})).status).toBe(200);

  const { Payload } = await functions.send(new InvokeCommand({ FunctionName: 'countersign-sweep-due' }));

  expect(JSON.parse(new TextDecoder().decode(Payload))).toMatchObject({
    failed: 0,
    found: { 'workflow-restarted': 1 },
  });
  const { request } = await requestIn(ana, id, 'ended');
  expect(request.closure.tookMillis).toBeLessThan(10_000);
});

/** All that the API says about a request, to everybody whom it tells anything. */
const toldByApi = async (id: string): Promise<string> => {
  const pages = [
    `/requests/${id}`,
    '/requests',
    '/requests?scope=approvals',
    '/requests?scope=all',
    '/reports/requests',
  ];
  const people = cloud.settings.users.map((user) => cloud.person(user.id));
  const answers = people.flatMap((person) => pages.map((page) => person.get(page)));
  return JSON.stringify((await Promise.all(answers)).map(({ body }) => body));
};

it('S-16: a token of the workflow stands in no mail, log, message or answer of the API', async () => {
  const id = await submit(600);
  const answered = await tokenOf(id);
  await bruno.mailAbout(id);
  await vote(bruno, id);
  const waiting = await tokenOf(id, answered);

  const told = await toldByApi(id);
  const { found } = await secretTraces(cloud, answered, waiting);

  // Step Functions makes the tokens, so its own history knows them; the table holds the one that waits.
  const elsewhere = (name: string): boolean => name !== tables.requests && !name.includes(':execution:');
  expect(found.flat().filter(elsewhere)).toEqual([]);
  expect(found[1]).toContain(tables.requests);
  expect(told).toContain(id);
  expect([answered, waiting].filter((token) => told.includes(token))).toEqual([]);
});
