import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import type { ApprovalWorkflow } from './approval-workflow.ts';
import type { AuditBus } from './audit-bus.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { SendingIdentity } from './sending-identity.ts';
import { type FunctionDefaults, ServiceFunction } from './service-function.ts';
import type { Sessions } from './sessions.ts';
import type { Storage } from './storage.ts';

export interface EffectsProps {
  readonly defaults: FunctionDefaults;
  readonly settings: Pick<
    Settings,
    | 'prefix'
    | 'mailFrom'
    | 'mailsPerSecond'
    | 'replyDomain'
    | 'replyOfferedDomains'
    | 'administratorEmails'
    | 'firstAdministrator'
  >;
  readonly storage: Storage;
  readonly workflow: ApprovalWorkflow;
  readonly audit: AuditBus;
  readonly sending: SendingIdentity;
  readonly sessions: Sessions;
  /** Where links in mails lead. */
  readonly linkBase: string;
}

/** The outbox (design.md 6): what is to be done about the events of the requests table is done by `dispatch-effects` and by nobody else. */
export class Effects extends Construct {
  readonly dispatchEffects: ServiceFunction<'dispatch-effects'>;

  constructor(scope: Construct, id: string, props: EffectsProps) {
    super(scope, id);
    const replyKey = this.#replyKey(props);
    const tables = props.storage.access({ REQUESTS_TABLE: 'read-write', POLICY_TABLE: 'read' });
    this.dispatchEffects = new ServiceFunction(this, {
      name: 'dispatch-effects',
      defaults: props.defaults,
      timeout: Duration.seconds(60),
      environment: {
        ...tables.environment,
        STATE_MACHINE_ARN: props.workflow.approval.stateMachineArn,
        CLOSE_STATE_MACHINE_ARN: props.workflow.close.stateMachineArn,
        ...props.sessions.forEnding,
        EVENT_BUS_NAME: props.audit.bus.eventBusName,
        CONFIGURATION_SET: props.sending.configurationSet.configurationSetName,
        MAIL_FROM: props.settings.mailFrom,
        MAILS_PER_SECOND: String(props.settings.mailsPerSecond),
        LINK_BASE: props.linkBase,
        REPLY_KEY_SECRET_ARN: replyKey.secretArn,
        ...mailVariables(props.settings),
      },
      statements: [...tables.statements, ...permissions(props, replyKey)],
    });
    this.dispatchEffects.allowWildcard(
      ['states:StopExecution'],
      props.workflow.approvalExecutions,
      'An execution is named by its request: it is not known before.',
    );
    props.sessions.allowProlonging(this.dispatchEffects);
    this.#listen(props);
  }

  /** The key that reply tokens are derived from; made once, so that a repeated mail carries the same token. */
  #replyKey({ settings: { prefix }, storage }: EffectsProps): Secret {
    const secret = new Secret(this, 'ReplyKey', {
      secretName: `${prefix}-internal/reply-key`,
      description: 'Reply addresses are derived from this key',
      encryptionKey: storage.key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const reason = 'A new key would break every reply address that is out; each token is single use and short-lived.';
    acknowledge(secret, 'AwsSolutions-SMG4', reason);
    return secret;
  }

  #listen({ settings, storage }: EffectsProps): void {
    const undelivered = new DeadLetterQueue(this, 'Undelivered', {
      queueName: `${settings.prefix}-effects-undelivered`,
      impact: 'Approvers were not asked, a workflow did not move or a password was not changed: replay the effects.',
    });
    storage.requests.grantStreamRead(this.dispatchEffects);
    const listen = (id: string, batchSize: number, ...filters: Filter[]) =>
      this.dispatchEffects.addEventSourceMapping(id, {
        eventSourceArn: storage.requests.tableStreamArn,
        startingPosition: StartingPosition.TRIM_HORIZON,
        filters,
        batchSize,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 10,
        onFailure: new SqsDlq(undelivered),
      });
    listen('Steps', 25, written('INSERT', 'steps'));
    listen('Notices', 50, written('INSERT', 'notices'), written('MODIFY', 'handed-over'));
  }
}

type Filter = ReturnType<typeof FilterCriteria.filter>;

/** Events of one track. Two mappings read the stream, which is as many as a shard serves well. */
const written = (eventName: 'INSERT' | 'MODIFY', track: 'steps' | 'notices' | 'handed-over'): Filter =>
  FilterCriteria.filter({
    eventName: FilterRule.isEqual(eventName),
    dynamodb: { NewImage: { track: { S: FilterRule.isEqual(track) } } },
  });

/** A list as one variable; an empty one is absent. */
const list = <N extends string>(name: N, values: readonly string[]): { [K in N]?: string } =>
  (values.length === 0 ? {} : { [name]: values.join(',') }) as { [K in N]?: string };

/** Where mail is not received, nothing names a reply domain: then no mail can carry a reply address. */
const mailVariables = ({
  replyDomain,
  replyOfferedDomains,
  firstAdministrator,
  administratorEmails = firstAdministrator === undefined ? [] : [firstAdministrator.email],
}: EffectsProps['settings']) => ({
  ...list('ADMINISTRATOR_EMAILS', administratorEmails),
  ...(replyDomain === undefined ? {} : { REPLY_DOMAIN: replyDomain }),
  ...(replyDomain === undefined ? {} : list('REPLY_OFFERED_DOMAINS', replyOfferedDomains)),
});

const permissions = ({ storage, workflow, audit, sending }: EffectsProps, replyKey: Secret): PolicyStatement[] => {
  const allow = (action: string, ...resources: string[]) => new PolicyStatement({ actions: [action], resources });
  return [
    allow('states:StartExecution', workflow.approval.stateMachineArn, workflow.close.stateMachineArn),
    allow('states:SendTaskSuccess', workflow.approval.stateMachineArn),
    allow('events:PutEvents', audit.bus.eventBusArn),
    allow('ses:SendRawEmail', ...sending.sendingArns),
    // The inbox rows and invitations of one level are written together.
    allow('dynamodb:BatchWriteItem', storage.requests.tableArn),
    allow('secretsmanager:GetSecretValue', replyKey.secretArn),
    storage.keyUse('secretsmanager', false),
    storage.keyUse('states', true),
  ];
};
