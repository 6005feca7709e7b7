import { CognitoIdentityProviderClient, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ok, type Result, refuse } from '../lambdas/core/result.ts';
import { type LocalCloud, readLocalCloud } from './local-cloud.ts';
import { reasonOf } from './reason-of.ts';
import type { Terminal } from './terminal.ts';

/** The only credentials that a local cloud knows; they open nothing anywhere else. */
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

const failed = (id: string, { awsEndpoint }: LocalCloud, why: string) =>
  refuse({
    rule: 'sign-in-failed',
    field: 'as',
    reason: `${id} could not sign in at ${awsEndpoint}: ${why}; if the local cloud has ended, start it with npm start`,
  });

/** Signs a demo person in; gives the access token, or says who is known and what went wrong. */
export const signIn = async (cloud: LocalCloud, id: string): Promise<Result<string>> => {
  const user = cloud.users.find((each) => each.id === id);
  if (user === undefined) {
    const known = cloud.users.map((each) => each.id).join(', ');
    return refuse({ rule: 'unknown-user', field: 'as', reason: `nobody here is called "${id}"; known are ${known}` });
  }
  const { awsEndpoint: endpoint, region, clientId: ClientId } = cloud;
  const cognito = new CognitoIdentityProviderClient({ endpoint, region, credentials, maxAttempts: 1 });
  const AuthParameters = { USERNAME: id, PASSWORD: user.password };
  try {
    const answer = await cognito.send(
      new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
    );
    const token = answer.AuthenticationResult?.AccessToken;
    return token === undefined ? failed(id, cloud, `it asks for ${answer.ChallengeName ?? 'more'}`) : ok(token);
  } catch (error) {
    return failed(id, cloud, reasonOf(error));
  } finally {
    cognito.destroy();
  }
};

/** The access token of a demo person of the local cloud that the file describes. */
export const tokenOf = async (id: string, file: string, terminal: Terminal): Promise<Result<string>> => {
  const cloud = await readLocalCloud(file, terminal);
  return cloud.ok ? signIn(cloud.value, id) : cloud;
};
