import { randomBytes } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Person } from '../mail/mailboxes.ts';
import type { Sdk } from '../mail/receive.ts';
import type { DemoPolicy } from './demo-policy.ts';

/** Which demo people have which role; all others request and approve. */
export const ROLES: Readonly<Record<string, string>> = { alex: 'administrators', eva: 'auditors' };

/** One of each kind of character that the user pool asks for, and 96 random bits. */
export const newPassword = (): string => `Aa1-${randomBytes(12).toString('base64url')}`;

/** The persons of the policy, each with a new password; a machine does not sign in with one. */
export const peopleOf = ({ users }: DemoPolicy): readonly Person[] =>
  users
    .filter(({ kind }) => kind === 'person')
    .map(({ id, name, email }) => ({ id, name, email, password: newPassword() }));

export interface UserPool {
  readonly userPoolId: string;
  readonly clientId: string;
}

export const makeSignIn = (sdk: Sdk, { userPoolId: UserPoolId, clientId }: UserPool) => {
  const cognito = new CognitoIdentityProviderClient(sdk);

  /** Lets a person sign in, with the role that the demo gives. */
  const signUp = async ({ id: Username, email, password: Password }: Person): Promise<void> => {
    const UserAttributes = [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
    ];
    await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' }));
    await cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
    const GroupName = ROLES[Username];
    if (GroupName !== undefined)
      await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }));
  };

  /** The access token of a person. */
  const tokenOf = async ({ id, password }: Person): Promise<string> => {
    const AuthParameters = { USERNAME: id, PASSWORD: password };
    const signIn = new InitiateAuthCommand({ ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
    const { AuthenticationResult } = await cognito.send(signIn);
    if (AuthenticationResult?.AccessToken === undefined) throw new Error(`${id} could not be signed in`);
    return AuthenticationResult.AccessToken;
  };
  return { signUp, tokenOf };
};
