import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { publishRecord } from '../../adapters/eventbridge/publish-record.ts';
import { lambdaSessionRoles } from '../../adapters/lambda/session-roles.ts';
import { pause, sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { hmacReplyToken } from '../../adapters/secretsmanager/reply-token.ts';
import { secretKey } from '../../adapters/secretsmanager/secret-key.ts';
import { sesClient, sesSendMail } from '../../adapters/ses/send-mail.ts';
import { sfnWorkflow, sfnWorkflowRescue } from '../../adapters/sfn/workflow.ts';
import { makeDispatchEffects } from '../../application/effects/dispatch-effects.ts';
import { makeSendInLane } from '../../application/mail-out/mail-lane.ts';
import { makeSendNotices } from '../../application/mail-out/send-notices.ts';
import { makeExtendAccess, makeProlongSessions } from '../../application/requests/extend-access.ts';
import { streamBatch } from '../stream-batch.ts';
import { dispatchEffectsEnv } from './env.ts';

const env = dispatchEffectsEnv.parse(process.env);
const client = documentClient();
const stores = requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 });

const invite = env.REPLY_DOMAIN
  ? {
      invitations: stores.invitations,
      replyToken: hmacReplyToken(secretKey(new SecretsManagerClient({}), env.REPLY_KEY_SECRET_ARN)),
      digest: sha256,
      replyDomain: env.REPLY_DOMAIN,
      offeredDomains: env.REPLY_OFFERED_DOMAINS,
    }
  : undefined;

const policy = dynamoPolicyReader(client, env.POLICY_TABLE);
const roles = lambdaSessionRoles(new LambdaClient({}), env.SESSION_ROLES_FUNCTION_ARN);
const sendMail = sesSendMail(sesClient(), {
  from: env.MAIL_FROM,
  configurationSet: env.CONFIGURATION_SET,
  idDomain: env.REPLY_DOMAIN,
});
const workflows = new SFNClient({});
const machines = { approval: env.STATE_MACHINE_ARN, close: env.CLOSE_STATE_MACHINE_ARN };
const dispatchEffects = makeDispatchEffects({
  ...stores,
  extendAccess: makeExtendAccess({ ...stores, policy }),
  prolongSessions: makeProlongSessions({ ...stores, roles }),
  publish: publishRecord(new EventBridgeClient({}), env.EVENT_BUS_NAME),
  workflow: sfnWorkflow(workflows, machines),
  rescue: sfnWorkflowRescue(workflows, machines),
  clock: systemClock,
  sendNotices: makeSendNotices({
    ...stores,
    policy,
    sendMail: makeSendInLane({ ...stores, sendMail, pause, random: Math.random, mailsPerSecond: env.MAILS_PER_SECOND }),
    invite,
    linkBase: env.LINK_BASE,
    administrators: env.ADMINISTRATOR_EMAILS,
  }),
});

export const handler = streamBatch(dispatchEffects);
