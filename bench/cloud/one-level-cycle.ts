import { connect, refusalOf } from '../../local/demo/database.ts';
import { within } from '../../local/demo/wait-for.ts';
import { answerMail, ask, inState } from './ask.ts';
import type { Cloud } from './start-cloud.ts';

/** Instants of one cycle, in ms since the epoch. All are of one clock: everything runs on this machine. */
export interface CycleTimes {
  readonly submittedAt: number;
  readonly mailedAt: number;
  readonly repliedAt: number;
  readonly approvedAt: number;
  readonly releasedAt: number;
  readonly windowEnd: number;
  readonly cutAt: number;
  /** When the close was recorded: connections cut, password confirmed changed. */
  readonly closedAt: number;
}

const CUT_MILLIS = 60_000;

/** Ana asks, Bruno answers the mail, the table says approved: one call of the API, one mail in. */
const approve = async (cloud: Cloud, seconds: number, credential = 'one-level') => {
  const submittedAt = Date.now();
  const id = await ask(cloud, credential, seconds);
  const { mailedAt, repliedAt } = await answerMail(cloud, 'bruno', id);
  await inState(cloud, id, 'approved');
  return { id, submittedAt, mailedAt, repliedAt, approvedAt: Date.now() };
};

/** One level approved by mail, and a window that ends without a use. The password is changed even so: `rotate: always`. */
export const playUnused = async (cloud: Cloud, seconds: number): Promise<{ id: string }> => {
  const { id } = await approve(cloud, seconds);
  await inState(cloud, id, 'ended');
  return { id };
};

/** The same on a credential whose password is changed `when-used`: nothing is released, and nothing is changed. */
export const playKept = async (cloud: Cloud, seconds: number): Promise<{ id: string }> => {
  const { id } = await approve(cloud, seconds, 'when-used');
  await inState(cloud, id, 'ended');
  return { id };
};

/**
 * One whole use: approved by mail as above, Ana takes the password by a second call of the API and logs in to
 * PostgreSQL, the window ends. A real connection is really cut; fails if the old password still works afterwards.
 */
export const playUsed = async (cloud: Cloud, seconds: number): Promise<{ id: string; times: CycleTimes }> => {
  const { id, ...approved } = await approve(cloud, seconds);
  const login = await release(cloud, id);
  const releasedAt = Date.now();
  const connection = await connect(cloud.settings, login);
  const { at: cutAt } = await within('the cut of the connection', connection.cut, CUT_MILLIS);
  const { window, closure } = await inState(cloud, id, 'ended');
  const refused = await refusalOf(cloud.settings, login);
  if (closure === undefined || refused === undefined) throw new Error(`the old password of ${id} still works`);
  const closedAt = window.end + closure.tookMillis;
  return { id, times: { ...approved, releasedAt, windowEnd: window.end, cutAt, closedAt } };
};

const release = async ({ person }: Cloud, id: string) => {
  const { status, body } = await person('ana').post(`/requests/${id}/password`, {});
  if (status !== 200) throw new Error(`the password of ${id} was not released: ${status} ${body.detail}`);
  return { username: String(body.username), password: String(body.password) };
};
