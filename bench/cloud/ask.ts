import { setTimeout as pause } from 'node:timers/promises';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { requestKeys } from '../../lambdas/adapters/dynamodb/keys.ts';
import { requestIn } from '../../lambdas/adapters/dynamodb/request-store.ts';
import { inSeconds } from '../../local/demo/stage.ts';
import type { Cloud } from './start-cloud.ts';

/** Ana asks for a password, from now on and for so many seconds. Gives the request's id. */
export const ask = async ({ person }: Cloud, credential: string, seconds: number): Promise<string> => {
  const answer = await person('ana').post('/requests', {
    credential,
    action: 'view_password',
    justification: 'The bench measures a cycle',
    window: { start: inSeconds(0), end: inSeconds(seconds) },
  });
  if (answer.status !== 201) throw new Error(`the request was not taken: ${answer.status} ${answer.body.detail}`);
  return answer.body.request.id;
};

/** The approver answers the mail that asks; gives when that mail was handed over and when the answer was. */
export const answerMail = async ({ person }: Cloud, approver: string, id: string, words = 'APPROVE') => {
  const letter = await person(approver).mailAbout(id, ({ subject }) => subject.startsWith('Approval needed'));
  const repliedAt = Date.now();
  await person(approver).reply(letter, words);
  return { mailedAt: Date.parse(letter.date), repliedAt };
};

/**
 * Waits until the table holds the request in this state, looking every 20 ms. It reads as the account's root, so that
 * waiting calls neither the API nor a function and counts nowhere.
 */
export const inState = async (cloud: Cloud, id: string, state: string): Promise<StateItem> => {
  for (const until = Date.now() + WAIT_MILLIS; Date.now() < until; await pause(LOOK_MILLIS)) {
    const request = await stateItem(cloud, id);
    if (request?.name === state) return request;
  }
  throw new Error(`request ${id} was not ${state} within ${WAIT_MILLIS / 1000} s`);
};

const WAIT_MILLIS = 60_000;
const LOOK_MILLIS = 20;

const stateItem = async ({ documents, settings }: Cloud, id: string): Promise<StateItem | undefined> => {
  const key = { TableName: settings.tables.requests, Key: requestKeys.state(id), ConsistentRead: true };
  const { Item } = await documents.send(new GetCommand(key));
  return Item && (requestIn(Item) as unknown as StateItem);
};

export interface StateItem {
  readonly name: string;
  readonly window: { readonly end: number };
  readonly closure?: { readonly tookMillis: number };
}
