import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Settings } from './config.ts';
import { ApiFunctions } from './constructs/api-functions.ts';
import { ApprovalApi } from './constructs/approval-api.ts';
import { ApprovalWorkflow } from './constructs/approval-workflow.ts';
import { AuditBus } from './constructs/audit-bus.ts';
import { DecidePages } from './constructs/decide-pages.ts';
import { Effects } from './constructs/effects.ts';
import { Redrive } from './constructs/redrive.ts';
import { Rotation } from './constructs/rotation.ts';
import { SendingIdentity } from './constructs/sending-identity.ts';
import type { FunctionDefaults } from './constructs/service-function.ts';
import { Sessions } from './constructs/sessions.ts';
import { issuerAuthorizer, type PageClient, UserDirectory, userPoolAuthorizer } from './constructs/sign-in.ts';
import { Storage } from './constructs/storage.ts';
import { Sweeper } from './constructs/sweeper.ts';
import { Undelivered } from './constructs/undelivered.ts';
import { WorkflowFunctions } from './constructs/workflow-functions.ts';

export interface CountersignStackProps extends StackProps {
  readonly settings: Settings;
  readonly defaults: FunctionDefaults;
}

/** The application; `MailReceivingStack` adds the way in by mail. */
export class CountersignStack extends Stack {
  readonly storage: Storage;

  constructor(scope: Construct, id: string, props: CountersignStackProps) {
    super(scope, id, props);
    const { settings, defaults } = props;
    const { prefix, logRetentionDays, siem } = settings;
    const storage = new Storage(this, 'Storage', { prefix });
    this.storage = storage;
    const audit = new AuditBus(this, 'Audit', { prefix, siem });
    const sending = new SendingIdentity(this, 'Sending', { settings });

    const sessions = new Sessions(this, 'Sessions', { defaults, settings });
    const { routes } = new ApiFunctions(this, 'Functions', { defaults, storage, settings, sessions });
    const users = this.#users(settings);
    const authorizer = this.#authorizer(settings, users);
    const http = new ApprovalApi(this, 'Http', { prefix, logRetentionDays, authorizer, routes });
    const { api } = http;

    const rotation = new Rotation(this, 'Rotation', { defaults, settings });
    const functions = new WorkflowFunctions(this, 'Steps', { defaults, settings, storage, rotation, sessions });
    const workflow = new ApprovalWorkflow(this, 'Workflow', { prefix, logRetentionDays, storage, functions });
    const linkBase = settings.linkBase ?? api.apiEndpoint;
    const client = this.#pageClient(settings, users, linkBase);
    if (client !== undefined) {
      const pages = new DecidePages(this, 'Pages', { defaults, settings, storage, client, publicUrl: linkBase });
      http.add(pages.routes);
    }
    const effects = new Effects(this, 'Effects', {
      defaults,
      settings,
      storage,
      workflow,
      audit,
      sending,
      sessions,
      linkBase,
    });
    new Sweeper(this, 'Sweeper', { defaults, settings, storage, workflow, effects, functions });
    const undelivered = new Undelivered(this, 'Undelivered', { defaults, settings, storage, sending });
    http.add([new Redrive(this, 'Redrive', { defaults, settings, storage }).route, undelivered.route]);

    this.#output({
      ApiUrl: api.apiEndpoint,
      ApiId: api.apiId,
      StateMachineArn: workflow.approval.stateMachineArn,
      EventBusName: audit.bus.eventBusName,
      SiemQueueUrl: audit.siemQueue?.queueUrl,
      RequestsTable: storage.requests.tableName,
      PolicyTable: storage.policy.tableName,
      RestrictionsTable: storage.restrictions.tableName,
    });
  }

  /** The people of a user pool of the stack; the operator's own issuer has its own. */
  #users(settings: Settings): UserDirectory | undefined {
    if (settings.oidc !== undefined) return undefined;
    const users = new UserDirectory(this, 'Users', settings);
    this.#output({ UserPoolId: users.pool.userPoolId, UserPoolClientId: users.client.userPoolClientId });
    return users;
  }

  #authorizer({ oidc }: Settings, users: UserDirectory | undefined) {
    if (users !== undefined) return userPoolAuthorizer(users);
    if (oidc === undefined) throw new Error('without a user pool there is an issuer');
    return issuerAuthorizer(oidc);
  }

  #pageClient(settings: Settings, users: UserDirectory | undefined, publicUrl: string): PageClient | undefined {
    if (users !== undefined) return users.addPages(publicUrl, settings);
    const { issuer, pageClientId } = settings.oidc ?? {};
    if (pageClientId === undefined) return undefined;
    return { clientId: pageClientId, discoveryUrl: `${issuer}/.well-known/openid-configuration` };
  }

  #output(values: Readonly<Record<string, string | undefined>>): void {
    for (const [id, value] of Object.entries(values)) {
      if (value !== undefined) new CfnOutput(this, id, { value });
    }
  }
}
