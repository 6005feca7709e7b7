import { setTimeout as pause } from 'node:timers/promises';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Client } from 'pg';
import { connectThrough, type OpenedSession } from '../../local/demo/session-client.ts';
import { waitFor, within } from '../../local/demo/wait-for.ts';
import type { Cloud } from './start-cloud.ts';

/** When one session ended: epoch ms of this machine's clock, or ms after what ended it. */
export interface SessionEnd {
  /** Until the client saw its connection cut. */
  readonly cut: number;
  /** Until the database had no role of that name, looked at every 10 ms. */
  readonly gone: number;
}

const LANES = 4;
const LOOK_MILLIS = 10;
const END_MILLIS = 300_000;

/** A session that is open, with a connection through it. */
export interface Live {
  readonly id: string;
  readonly end: number;
  readonly role: string;
  readonly cut: Promise<number>;
}

/** Ana asks for a session until `end`, Bruno approves by the API, Ana opens it and connects through it. */
const openOne = async ({ person }: Cloud, end: number): Promise<Live> => {
  const window = { start: new Date().toISOString(), end: new Date(end).toISOString() };
  const form = { credential: 'sessions', action: 'start_session', justification: 'The bench measures ends', window };
  const asked = await person('ana').post('/requests', form);
  if (asked.status !== 201) throw new Error(`no request: ${asked.status} ${asked.body.detail}`);
  const { id } = asked.body.request;
  await waitFor(`the approval of ${id}`, async () => {
    const vote = { decision: 'approve', windowVersion: 1 };
    return (await person('bruno').post(`/requests/${id}/decisions`, vote)).status === 200 ? true : undefined;
  });
  // Between the last window of a round and the change of the password nobody gets the credential.
  const session = await waitFor(`a session of ${id}`, async () => {
    const opened = await person('ana').post(`/requests/${id}/sessions`, {});
    if (opened.body.rule === 'credential-changing') return undefined;
    if (opened.status !== 200) throw new Error(`no session: ${opened.status} ${opened.body.detail}`);
    return opened.body as OpenedSession;
  });
  const { cut } = await connectThrough(session);
  return { id, end, role: session.database.username, cut };
};

/** Opens one session for each end, some at a time; fails when one could not be opened before the first end. */
export const openAll = async (cloud: Cloud, ends: readonly number[]): Promise<readonly Live[]> => {
  const left = [...ends];
  const live: Live[] = [];
  const lane = async (): Promise<void> => {
    for (let end = left.shift(); end !== undefined; end = left.shift()) live.push(await openOne(cloud, end));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  if (Date.now() > Math.min(...ends)) throw new Error('the first window ended before all sessions were open');
  return live;
};

const asRotator = async ({ settings, sdk }: Cloud): Promise<Client> => {
  const secrets = new SecretsManagerClient(sdk);
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: 'countersign/rotator' }));
  const { username: user, password } = JSON.parse(SecretString) as { username: string; password: string };
  const client = new Client({ ...settings.postgres, user, password });
  await client.connect();
  return client;
};

/** When each role was first seen to be gone. */
const watchRoles = async (cloud: Cloud, roles: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  const client = await asRotator(cloud);
  try {
    return await lookUntilGone(client, roles);
  } finally {
    await client.end();
  }
};

const lookUntilGone = async (client: Client, roles: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  const gone = new Map<string, number>();
  for (const until = Date.now() + END_MILLIS; gone.size < roles.length; await pause(LOOK_MILLIS)) {
    if (Date.now() > until) throw new Error(`${roles.length - gone.size} roles were still there`);
    const { rows } = await client.query<{ name: string }>(
      'SELECT rolname AS name FROM pg_roles WHERE rolname = ANY($1)',
      [roles],
    );
    const at = Date.now();
    const there = new Set(rows.map(({ name }) => name));
    for (const role of roles) if (!(there.has(role) || gone.has(role))) gone.set(role, at);
  }
  return gone;
};

/** How long one opening takes on this machine, with the first, cold ones left out. */
export const openingMillis = async (cloud: Cloud): Promise<number> => {
  const soon = () => Date.now() + 30_000;
  await openAll(cloud, Array.from({ length: LANES }, soon));
  const began = Date.now();
  await openAll(cloud, Array.from({ length: LANES }, soon));
  return (Date.now() - began) / LANES;
};

/** Opens `count` sessions, the first of which ends when all are open and each `step` ms after the one before. */
export const endSessions = async (
  cloud: Cloud,
  { count, step, opening }: { readonly count: number; readonly step: number; readonly opening: number },
): Promise<readonly SessionEnd[]> => {
  const first = Date.now() + Math.ceil(opening * count * 1.5) + 20_000;
  const live = await openAll(
    cloud,
    Array.from({ length: count }, (_, index) => first + index * step),
  );
  await pause(first - 1000 - Date.now());
  const ended = await watchEnds(cloud, live);
  return live.map(({ end }, index) => since(end, ended[index]));
};

/** From what ended a session until its ends. */
export const since = (began: number, ended: SessionEnd | undefined): SessionEnd => ({
  cut: (ended?.cut ?? Number.NaN) - began,
  gone: (ended?.gone ?? Number.NaN) - began,
});

/** The ends of these sessions, in their order, as epoch milliseconds; resolves when all have ended. */
export const watchEnds = async (cloud: Cloud, live: readonly Live[]): Promise<readonly SessionEnd[]> => {
  const gone = await watchRoles(
    cloud,
    live.map(({ role }) => role),
  );
  return Promise.all(
    live.map(async ({ role, cut }) => ({
      cut: await within(`the cut of ${role}`, cut, END_MILLIS),
      gone: gone.get(role) ?? Number.NaN,
    })),
  );
};
