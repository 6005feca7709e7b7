import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import type { Route } from './approval-api.ts';
import { type FunctionDefaults, ServiceFunction } from './service-function.ts';
import type { PageClient } from './sign-in.ts';
import type { Storage } from './storage.ts';

export interface DecidePagesProps {
  readonly defaults: FunctionDefaults;
  readonly settings: Pick<Settings, 'prefix' | 'oidc'>;
  readonly storage: Storage;
  /** Where the pages are reached, without a slash at the end. */
  readonly publicUrl: string;
  readonly client: PageClient;
}

/** The pages behind the links in mails: they ask the person to sign in, and act only when a form is sent. */
export class DecidePages extends Construct {
  readonly routes: readonly Route[];

  constructor(scope: Construct, id: string, props: DecidePagesProps) {
    super(scope, id);
    const { defaults, settings, storage, publicUrl, client } = props;
    const key = this.#key(props);
    const tables = storage.access({ REQUESTS_TABLE: 'read-write', POLICY_TABLE: 'read' });
    const read = new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [key.secretArn] });
    const handler = new ServiceFunction(this, {
      name: 'answer-page',
      defaults,
      environment: {
        ...tables.environment,
        PAGE_KEY_SECRET: key.secretArn,
        DISCOVERY_URL: client.discoveryUrl,
        CLIENT_ID: client.clientId,
        PUBLIC_URL: publicUrl,
        ...(settings.oidc === undefined ? {} : { PRINCIPAL_CLAIM: settings.oidc.principalClaim }),
      },
      statements: [...tables.statements, read, storage.keyUse('secretsmanager', false)],
    });
    const open = 'The page asks a person to sign in by itself; a form counts only with its session and its own mark.';
    this.routes = [
      { method: 'GET', path: '/decide/{id}', handler, open },
      { method: 'POST', path: '/decide/{id}', handler, open },
      { method: 'GET', path: '/sign-in/callback', handler, open },
      { method: 'POST', path: '/sign-out', handler, open },
    ];
  }

  /** Seals what browsers keep. Whoever changes it signs everybody out, and nothing more. */
  #key({ settings: { prefix }, storage }: DecidePagesProps): Secret {
    const secret = new Secret(this, 'PageKey', {
      secretName: `${prefix}-internal/page-key`,
      description: 'Seals the cookies and forms of the pages behind the links in mails',
      encryptionKey: storage.key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(
      secret,
      'AwsSolutions-SMG4',
      'What it seals is good for a quarter of an hour; it can be changed at any time.',
    );
    return secret;
  }
}
