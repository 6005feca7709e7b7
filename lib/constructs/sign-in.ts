import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer, HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import {
  CfnUserPoolUser,
  CfnUserPoolUserToGroupAttachment,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
  UserPoolGroup,
} from 'aws-cdk-lib/aws-cognito';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { acknowledge } from './acknowledge.ts';

const multiFactor = { off: Mfa.OFF, optional: Mfa.OPTIONAL, required: Mfa.REQUIRED } as const;

export type UserDirectoryProps = Pick<Settings, 'prefix' | 'multiFactor' | 'firstAdministrator' | 'signInEndpoint'>;

/** Our client at an issuer, for people who come with a browser. */
export interface PageClient {
  readonly clientId: string;
  readonly discoveryUrl: string;
}

/** The people who may sign in, by user name; made by administrators only. */
export class UserDirectory extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, props: UserDirectoryProps) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      userPoolName: props.prefix,
      selfSignUpEnabled: false,
      signInAliases: { username: true },
      signInCaseSensitive: false,
      standardAttributes: { email: { required: true, mutable: true } },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      mfa: multiFactor[props.multiFactor],
      ...(props.multiFactor === 'off' ? {} : { mfaSecondFactor: { sms: false, otp: true } }),
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.client = this.pool.addClient('Client', {
      authFlows: { userPassword: true, userSrp: true },
      disableOAuth: true,
      generateSecret: false,
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.minutes(30),
      idTokenValidity: Duration.minutes(30),
      refreshTokenValidity: Duration.hours(12),
    });
    const administrators = this.#group('administrators', 'Change the policy, see and revoke every request');
    this.#group('auditors', 'See every request and the report');
    if (props.firstAdministrator !== undefined) this.#user(props.firstAdministrator, administrators);
    this.#acknowledge();
  }

  /** A client for the pages behind the links in mails, and the domain at which Cognito shows its sign-in page. */
  addPages(publicUrl: string, { prefix, signInEndpoint }: UserDirectoryProps): PageClient {
    const { account, region } = Stack.of(this);
    // Unique in the Region among all accounts.
    this.pool.addDomain('Domain', { cognitoDomain: { domainPrefix: `${prefix}-${account}` } });
    const client = this.pool.addClient('Pages', {
      authFlows: {},
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID],
        callbackUrls: [`${publicUrl}/sign-in/callback`],
      },
      generateSecret: false,
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.hours(1),
    });
    const endpoint = signInEndpoint ?? `https://cognito-idp.${region}.amazonaws.com`;
    return {
      clientId: client.userPoolClientId,
      discoveryUrl: `${endpoint}/${this.pool.userPoolId}/.well-known/openid-configuration`,
    };
  }

  #group(groupName: string, description: string): UserPoolGroup {
    return new UserPoolGroup(this, `Group-${groupName}`, { userPool: this.pool, groupName, description });
  }

  #user({ id, email }: NonNullable<Settings['firstAdministrator']>, group: UserPoolGroup): void {
    const user = new CfnUserPoolUser(this, 'FirstAdministrator', {
      userPoolId: this.pool.userPoolId,
      username: id,
      desiredDeliveryMediums: ['EMAIL'],
      userAttributes: [
        { name: 'email', value: email },
        { name: 'email_verified', value: 'true' },
      ],
    });
    new CfnUserPoolUserToGroupAttachment(this, 'FirstAdministratorGroup', {
      userPoolId: this.pool.userPoolId,
      username: id,
      groupName: group.groupName,
    }).addResourceDependency(user);
  }

  #acknowledge(): void {
    const own = 'The setting multiFactor decides: an operator turns it to required once every person has a device.';
    acknowledge(this.pool, 'AwsSolutions-COG2', own);
    const plus = 'Threat protection needs the Plus plan, which costs by the user; an operator can turn it on.';
    acknowledge(this.pool, 'AwsSolutions-COG8', plus);
  }
}

/** Checks tokens of the stack's own user pool. */
export const userPoolAuthorizer = ({ pool, client }: UserDirectory): IHttpRouteAuthorizer =>
  new HttpUserPoolAuthorizer('Authorizer', pool, { userPoolClients: [client] });

/** Checks tokens of an issuer that the operator names. */
export const issuerAuthorizer = ({ issuer, audience }: NonNullable<Settings['oidc']>): IHttpRouteAuthorizer =>
  new HttpJwtAuthorizer('Authorizer', issuer, { jwtAudience: audience });
