import { describe, expect, it } from 'vitest';
import { Fault } from '../../../lambdas/application/fault.ts';
import type { DatabaseSecret } from '../../../lambdas/application/ports/database-ports.ts';
import type { DatabaseRoles } from '../../../lambdas/application/ports/session-ports.ts';
import { makeChangeSessionRoles } from '../../../lambdas/application/sessions/change-session-roles.ts';

const secret = { username: 'orders_admin', masterarn: 'arn:rotator' } as DatabaseSecret;
const rotator = { username: 'countersign_rotator', password: 'turn' };

const roles = (readCurrent: () => Promise<DatabaseSecret> = async () => secret) => {
  const calls: unknown[][] = [];
  const record =
    <T>(name: string, answer: T) =>
    async (...args: unknown[]) => {
      calls.push([name, ...args]);
      return answer;
    };
  const database: DatabaseRoles = {
    prepare: record('prepare', { username: 'cs_x', database: 'shop', identity: 7 }),
    activate: record('activate', 'active' as const),
    prolong: record('prolong', 'prolonged' as const),
    end: record('end', undefined),
  };
  const readRotator = async (arn: string) => (arn === 'arn:rotator' ? rotator : { username: '', password: '' });
  const secrets = { readCurrent, readRotator };
  return { calls, does: makeChangeSessionRoles({ secrets, roles: database, secretPrefix: 'countersign/' }) };
};

const at = { secret, rotator };
const SECRET = 'countersign/orders-admin';

describe('the roles of sessions', () => {
  it('are made and ended at the database of the credential’s secret, by the rotator that it names', async () => {
    const { calls, does } = roles();

    expect(await does.prepare(SECRET, 'x')).toEqual({ username: 'cs_x', database: 'shop', identity: 7 });
    expect(await does.activate(SECRET, 'x', { identity: 7, verifier: 'v', until: 5 })).toBe('active');
    expect(await does.prolong(SECRET, 'x', 6)).toBe('prolonged');
    await does.end(SECRET, ['x', 'y']);

    expect(calls).toEqual([
      ['prepare', at, 'x'],
      ['activate', at, 'x', { identity: 7, verifier: 'v', until: 5 }],
      ['prolong', at, 'x', 6],
      ['end', at, ['x', 'y']],
    ]);
  });

  it.each([
    ['SecretMalformed', new Fault('SecretMalformed', 'no database secret')],
    ['ResourceNotFoundException', Object.assign(new Error('absent'), { name: 'ResourceNotFoundException' })],
  ])('are not prepared without a secret to go by: %s', async (_name, error) => {
    const { calls, does } = roles(() => Promise.reject(error));

    expect(await does.prepare(SECRET, 'x')).toBe('secret-missing');
    await expect(does.end(SECRET, ['x'])).rejects.toBe(error);
    expect(calls).toEqual([]);
  });

  it('pass on whatever else goes wrong', async () => {
    const error = new Error('throttled');

    await expect(roles(() => Promise.reject(error)).does.prepare(SECRET, 'x')).rejects.toBe(error);
  });

  it('touch no secret outside the prefix', async () => {
    const { calls, does } = roles();

    await expect(does.prepare('other/orders-admin', 'x')).rejects.toMatchObject({ name: 'SecretRefused' });
    await expect(does.end('other/orders-admin', ['x'])).rejects.toMatchObject({ name: 'SecretRefused' });
    expect(calls).toEqual([]);
  });
});
