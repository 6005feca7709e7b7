import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { lambdaSessionRoles } from '../../../lambdas/adapters/lambda/session-roles.ts';
import type { SessionRoles } from '../../../lambdas/application/ports/session-ports.ts';

const lambda = mockClient(LambdaClient);
const roles = lambdaSessionRoles(new LambdaClient({}), 'arn:roles');
beforeEach(() => lambda.reset());

const answering = (said: unknown, more: object = {}) => {
  const text = JSON.stringify(said);
  const Payload = Object.assign(new TextEncoder().encode(text), { transformToString: () => text });
  lambda.on(InvokeCommand).resolves({ Payload, ...more });
};
const sent = () => JSON.parse(String(lambda.commandCalls(InvokeCommand)[0]?.args[0].input.Payload));

const calls: readonly [string, (to: SessionRoles) => Promise<unknown>, object, unknown][] = [
  [
    'prepare',
    (to) => to.prepare('s', 'x'),
    { secret: 's', sessionId: 'x' },
    { username: 'cs_x', database: 'shop', identity: 7 },
  ],
  ['prepare', (to) => to.prepare('s', 'x'), { secret: 's', sessionId: 'x' }, 'secret-missing'],
  [
    'activate',
    (to) => to.activate('s', 'x', { identity: 7, verifier: 'v', until: 5 }),
    { secret: 's', sessionId: 'x', identity: 7, verifier: 'v', until: 5 },
    'gone',
  ],
  ['prolong', (to) => to.prolong('s', 'x', 5), { secret: 's', sessionId: 'x', until: 5 }, 'prolonged'],
];

describe('an order to the function that reaches the databases', () => {
  it.each(calls)('%s is sent, and its answer is given', async (order, call, rest, said) => {
    answering(said);

    expect(await call(roles)).toEqual(said);
    expect(sent()).toEqual({ order, ...rest });
  });

  it('end is sent for all sessions at once', async () => {
    answering(null);

    await roles.end('s', ['x', 'y']);

    expect(sent()).toEqual({ order: 'end', secret: 's', sessionIds: ['x', 'y'] });
  });

  it('is a fault that names what the function threw', async () => {
    answering(
      { errorType: 'DatabaseFault', errorMessage: 'the database did not do it' },
      { FunctionError: 'Unhandled' },
    );

    await expect(roles.end('s', ['x'])).rejects.toMatchObject({
      name: 'SessionRolesFault',
      message: 'the roles of sessions: DatabaseFault: the database did not do it',
    });
  });

  it.each([
    [{ FunctionError: 'Unhandled' }, 'SessionRolesFault'],
    [{}, 'ZodError'],
  ] as const)('is not taken for done without a proper answer', async (more, name) => {
    answering('nonsense', more);

    await expect(roles.end('s', ['x'])).rejects.toMatchObject({ name });
  });
});
