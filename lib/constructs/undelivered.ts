import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import type { Route } from './approval-api.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { SendingIdentity } from './sending-identity.ts';
import { type FunctionDefaults, ServiceFunction } from './service-function.ts';
import type { Storage } from './storage.ts';

export interface UndeliveredProps {
  readonly defaults: FunctionDefaults;
  readonly settings: Pick<Settings, 'prefix' | 'oidc'>;
  readonly storage: Storage;
  readonly sending: SendingIdentity;
}

/** Bounces, complaints and delays of our mails: noted for each person, and shown to administrators. */
export class Undelivered extends Construct {
  readonly route: Route;

  constructor(scope: Construct, id: string, props: UndeliveredProps) {
    super(scope, id);
    const unnoted = new DeadLetterQueue(this, 'Unnoted', {
      queueName: `${props.settings.prefix}-bounces-unnoted`,
      impact: 'Nobody sees that mail does not reach somebody: a request may wait for one who never heard of it.',
    });
    this.#listen(props.sending, this.#note(props, unnoted), unnoted);
    this.route = this.#list(props);
  }

  #note({ defaults, storage }: UndeliveredProps, unnoted: DeadLetterQueue): IFunction {
    const tables = storage.access({ REQUESTS_TABLE: 'read-write', POLICY_TABLE: 'read' });
    const noteUndelivered = new ServiceFunction(this, { name: 'note-undelivered', defaults, ...tables });
    noteUndelivered.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(unnoted) });
    return noteUndelivered;
  }

  /** SES tells its events to the default bus alone; the rule takes those of our configuration set. */
  #listen({ configurationSet }: SendingIdentity, noteUndelivered: IFunction, unnoted: DeadLetterQueue): void {
    configurationSet.addEventDestination('Feedback', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.DELIVERY_DELAY],
    });
    new Rule(this, 'Feedback', {
      description: 'What became of mails of Countersign that did not arrive',
      eventPattern: {
        source: ['aws.ses'],
        detailType: ['Email Bounced', 'Email Complaint Received', 'Email Delivery Delayed'],
        detail: { mail: { tags: { 'ses:configuration-set': [configurationSet.configurationSetName] } } },
      },
      targets: [new LambdaFunction(noteUndelivered, { deadLetterQueue: unnoted })],
    });
  }

  #list({ defaults, settings: { oidc }, storage }: UndeliveredProps): Route {
    const tables = storage.access({ REQUESTS_TABLE: 'read-record', POLICY_TABLE: 'read' });
    const claim = oidc === undefined ? {} : { PRINCIPAL_CLAIM: oidc.principalClaim };
    const handler = new ServiceFunction(this, {
      name: 'list-undelivered',
      defaults,
      statements: tables.statements,
      environment: { ...tables.environment, ...claim },
    });
    return { method: 'GET', path: '/undelivered', handler };
  }
}
