import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import type { Route } from './approval-api.ts';
import { type FunctionDefaults, ServiceFunction } from './service-function.ts';
import type { Storage } from './storage.ts';

export interface RedriveProps {
  readonly defaults: FunctionDefaults;
  readonly settings: Pick<Settings, 'prefix' | 'oidc'>;
  readonly storage: Storage;
}

const deadLetterQueues = [
  'effects-undelivered',
  'replies-unread',
  'bounces-unnoted',
  'sweeps-unstarted',
  'siem-undelivered',
];

/** What an administrator asks to do the dead letters again (design.md 6). */
export class Redrive extends Construct {
  readonly route: Route;

  constructor(scope: Construct, id: string, { defaults, settings, storage }: RedriveProps) {
    super(scope, id);
    const { prefix, oidc } = settings;
    const tables = storage.access({ REQUESTS_TABLE: 'read-write' }, ['due']);
    const allow = (actions: string[], resources: string[]) => new PolicyStatement({ actions, resources });
    const queues = deadLetterQueues.map((name) => this.#queue(prefix, name));
    const siem = this.#queue(prefix, 'siem');
    const handler = new ServiceFunction(this, {
      name: 'redrive-dead-letters',
      defaults,
      // As long as API Gateway waits.
      timeout: Duration.seconds(29),
      environment: {
        ...tables.environment,
        NAME_PREFIX: prefix,
        ...(oidc === undefined ? {} : { PRINCIPAL_CLAIM: oidc.principalClaim }),
      },
      statements: [
        ...tables.statements,
        allow(['sqs:GetQueueUrl'], [...queues, siem]),
        allow(
          ['sqs:GetQueueAttributes', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'],
          queues,
        ),
        allow(['sqs:SendMessage'], [siem]),
        allow(['lambda:InvokeFunction'], this.#functions(prefix)),
      ],
    });
    this.route = { method: 'POST', path: '/dead-letters/redrive', handler };
  }

  /** By its fixed name: one of them is made by the other stack, and some only in some deployments. */
  #queue(prefix: string, name: string): string {
    return Stack.of(this).formatArn({ service: 'sqs', resource: `${prefix}-${name}` });
  }

  #functions(prefix: string): string[] {
    const arnOf = (name: string) =>
      Stack.of(this).formatArn({
        service: 'lambda',
        resource: 'function',
        resourceName: `${prefix}-${name}`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      });
    return ['dispatch-effects', 'receive-reply', 'note-undelivered', 'sweep-due'].map(arnOf);
  }
}
