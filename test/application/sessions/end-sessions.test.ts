import { describe, expect, it } from 'vitest';
import { makeEndSessions } from '../../../lambdas/application/sessions/end-sessions.ts';

const session = (id: string, secret: string, node: string) => ({ id, openedAt: 0, until: 1, place: { secret, node } });
const sessions = [session('a', 's1', 'n1'), session('b', 's1', 'n2'), session('c', 's2', 'n1')];

const recording = (failing = '') => {
  const calls: string[] = [];
  const end = (kind: string) => async (where: string, ids: readonly string[]) => {
    calls.push(`${kind} ${where} ${ids.join(' ')}`);
    if (`${kind} ${where}` === failing) throw new Error(failing);
  };
  return { calls, endSessions: makeEndSessions({ roles: { end: end('roles') }, channel: { end: end('channel') } }) };
};
const everything = ['roles s1 a b', 'roles s2 c', 'channel n1 a c', 'channel n2 b'];

describe('ending sessions', () => {
  it('goes to each database and each node once, where the sessions were opened', async () => {
    const { calls, endSessions } = recording();

    await endSessions(sessions);

    expect(calls).toEqual(everything);
  });

  it.each(['roles s1', 'channel n2'])('tries the others although %s fails, and fails then', async (failing) => {
    const { calls, endSessions } = recording(failing);

    await expect(endSessions(sessions)).rejects.toThrow(failing);
    expect(calls).toEqual(everything);
  });

  it('does nothing without sessions', async () => {
    const { calls, endSessions } = recording();

    await endSessions([]);

    expect(calls).toEqual([]);
  });
});
