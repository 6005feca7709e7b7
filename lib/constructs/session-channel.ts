import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
import type { FunctionName } from './function-environments.ts';
import type { ServiceFunction } from './service-function.ts';

export interface SessionChannelProps {
  readonly settings: Pick<Settings, 'prefix' | 'sessionNodeTag' | 'sessionPreferences'>;
}

/** Port forwarding through a managed node to a host that the node reaches; a free local port is taken by default. */
const portForwarding = {
  schemaVersion: '1.0',
  description: 'Countersign: forwards a local port through a managed node to a database.',
  sessionType: 'Port',
  parameters: {
    host: {
      type: 'String',
      description: 'Host name or address of the database.',
      allowedPattern: '^[A-Za-z0-9.:_-]+$',
    },
    portNumber: { type: 'String', description: 'Port of the database.', allowedPattern: '^[1-9][0-9]{0,4}$' },
    localPortNumber: {
      type: 'String',
      description: 'Port on the own machine; 0 takes a free one.',
      allowedPattern: '^(0|[1-9][0-9]{0,4})$',
      default: '0',
    },
  },
  properties: {
    type: 'LocalPortForwarding',
    host: '{{ host }}',
    portNumber: '{{ portNumber }}',
    localPortNumber: '{{ localPortNumber }}',
  },
};

const preferences = ({ idleMinutes, maxMinutes }: NonNullable<Settings['sessionPreferences']>) => ({
  schemaVersion: '1.0',
  description: 'Session Manager preferences of this account and region, kept by Countersign.',
  sessionType: 'Standard_Stream',
  inputs: {
    s3BucketName: '',
    s3KeyPrefix: '',
    s3EncryptionEnabled: true,
    cloudWatchLogGroupName: '',
    cloudWatchEncryptionEnabled: true,
    idleSessionTimeout: String(idleMinutes),
    maxSessionDuration: String(maxMinutes),
  },
});

/**
 * The way of a session to its database, by Systems Manager: the document that it is opened with, and who may open and
 * end it. Nodes are opened by their tag alone. The role that runs a function starts the name of its sessions, so that
 * nobody else's can be ended. Names are fixed: the local cloud, which has no documents, resolves no reference to them.
 */
export class SessionChannel extends Construct {
  readonly documentName: string;
  readonly #props: SessionChannelProps['settings'];

  constructor(scope: Construct, id: string, { settings }: SessionChannelProps) {
    super(scope, id);
    this.#props = settings;
    this.documentName = `${settings.prefix}-session`;
    this.#document('Document', this.documentName, portForwarding);
    const { sessionPreferences } = settings;
    // The name is Systems Manager's: the preferences of a whole account, which are written only when it is asked for.
    if (sessionPreferences !== undefined)
      this.#document('Preferences', 'SSM-SessionManagerRunShell', preferences(sessionPreferences));
  }

  /** Lets a function open sessions by our document, on tagged nodes alone. */
  allowOpen(target: ServiceFunction<FunctionName>): void {
    const { key, value } = this.#props.sessionNodeTag;
    // Demanded in every statement, or a session without a document would be let through.
    const documentChecked = { BoolIfExists: { 'ssm:SessionDocumentAccessCheck': 'true' } };
    const nodes = [this.#arn('ec2', 'instance/*'), this.#arn('ssm', 'managed-instance/*')];
    const start = { actions: ['ssm:StartSession'] };
    target.addToRolePolicy(
      new PolicyStatement({
        ...start,
        resources: [this.#arn('ssm', `document/${this.documentName}`)],
        conditions: documentChecked,
      }),
    );
    target.addToRolePolicy(
      new PolicyStatement({
        ...start,
        resources: nodes,
        conditions: { ...documentChecked, StringEquals: { [`ssm:resourceTag/${key}`]: value } },
      }),
    );
    for (const node of nodes)
      this.#acknowledge(target, node, 'Nodes are the operator’s and are known by their tag alone.');
    target.allowWildcard(
      ['ssm:GetConnectionStatus', 'ssmmessages:OpenDataChannel'],
      '*',
      'AWS lets neither be granted for one node.',
    );
  }

  /** Lets a function find the active sessions and end those that `openedBy` opened. */
  allowEnd(target: ServiceFunction<FunctionName>, openedBy: 'open-session'): void {
    const sessions = this.#arn('ssm', `session/${this.#props.prefix}-${openedBy}-*`);
    target.allowWildcard(['ssm:DescribeSessions'], '*', 'AWS knows no resource for the list of sessions.');
    target.allowWildcard(['ssm:TerminateSession'], sessions, 'A session is named by who opened it and by chance.');
  }

  #document(id: string, name: string, content: object): void {
    new CfnDocument(this, id, { name, content, documentType: 'Session', updateMethod: 'NewVersion' });
  }

  #arn(service: 'ec2' | 'ssm', path: string): string {
    const { partition, region, account } = Stack.of(this);
    return `arn:${partition}:${service}:${region}:${account}:${path}`;
  }

  #acknowledge(target: ServiceFunction<FunctionName>, arn: string, reason: string): void {
    if (target.role !== undefined) acknowledgeWildcard(target.role, arn, reason);
  }
}
