import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { Fault } from '../../application/fault.ts';
import type { SessionRoleOrder, SessionRoles } from '../../application/ports/session-ports.ts';

const prepared = z.object({ username: z.string(), database: z.string(), identity: z.int() });
const answers = {
  prepare: z.union([prepared, z.literal('secret-missing')]),
  activate: z.enum(['active', 'gone']),
  prolong: z.enum(['prolonged', 'gone']),
  end: z.null(),
};

/**
 * The roles of sessions by way of the function that reaches the databases. What travels is the verifier of a password,
 * never a password.
 */
export const lambdaSessionRoles = (client: LambdaClient, functionArn: string): SessionRoles => {
  const send = async <T>(answer: z.ZodType<T>, order: SessionRoleOrder): Promise<T> => {
    const { FunctionError, Payload } = await client.send(
      new InvokeCommand({ FunctionName: functionArn, Payload: JSON.stringify(order) }),
    );
    const said: unknown = JSON.parse(Payload?.transformToString() ?? 'null');
    if (FunctionError === undefined) return answer.parse(said);
    throw new Fault('SessionRolesFault', `the roles of sessions: ${reasonOf(said)}`);
  };
  return {
    prepare: (secret, sessionId) => send(answers.prepare, { order: 'prepare', secret, sessionId }),
    activate: (secret, sessionId, { identity, verifier, until }) =>
      send(answers.activate, { order: 'activate', secret, sessionId, identity, verifier, until }),
    prolong: (secret, sessionId, until) => send(answers.prolong, { order: 'prolong', secret, sessionId, until }),
    end: async (secret, sessionIds) => {
      await send(answers.end, { order: 'end', secret, sessionIds });
    },
  };
};

/** What the function threw: its faults name no secret. */
const reasonOf = (said: unknown): string => {
  const error = z.object({ errorType: z.string(), errorMessage: z.string() }).safeParse(said);
  return error.success ? `${error.data.errorType}: ${error.data.errorMessage}` : 'it did not answer';
};
