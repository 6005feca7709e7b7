import { randomBytes } from 'node:crypto';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { REGION, type ROOT } from '../process/environment.ts';
import { withHeaders } from './raw-message.ts';
import { type ReceiptAction, type ReceiptRule, takes } from './receipt-rules.ts';
import { type ReceivedMail, sesEvent, stampOf } from './ses-event.ts';
import { SmtpRefusal } from './smtp.ts';
import type { Verdicts } from './verdict.ts';

export interface Sdk {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: typeof ROOT;
}

export interface Incoming {
  readonly raw: Buffer;
  readonly from: string;
  readonly to: readonly string[];
  readonly verdicts: Verdicts;
}

/** What happens after an action: the next one, or the end of this rule or of all of them. */
type Next = 'action' | 'rule' | 'end';

const dispositions: Readonly<Record<string, Next>> = { STOP_RULE: 'rule', STOP_RULE_SET: 'end' };

const makeActions = (sdk: Sdk) => {
  const s3 = new S3Client({ ...sdk, forcePathStyle: true });
  const lambda = new LambdaClient(sdk);

  const store = async ({ BucketName, ObjectKeyPrefix }: NonNullable<ReceiptAction['S3Action']>, mail: ReceivedMail) => {
    const Key = `${ObjectKeyPrefix}${mail.messageId}`;
    await s3.send(new PutObjectCommand({ Bucket: BucketName, Key, Body: mail.stored }));
  };

  const invoke = async (
    { FunctionArn, InvocationType }: NonNullable<ReceiptAction['LambdaAction']>,
    mail: ReceivedMail,
  ): Promise<Next> => {
    const wait = InvocationType === 'RequestResponse';
    const event = JSON.stringify(sesEvent(mail, FunctionArn, InvocationType));
    const call = {
      FunctionName: FunctionArn,
      Payload: event,
      InvocationType: wait ? 'RequestResponse' : 'Event',
    } as const;
    const { Payload } = await lambda.send(new InvokeCommand(call));
    if (!wait || Payload === undefined) return 'action';
    const { disposition } = JSON.parse(Buffer.from(Payload).toString() || '{}') as { disposition?: string };
    return dispositions[disposition ?? ''] ?? 'action';
  };
  return { store, invoke };
};

const addHeader = (action: ReceiptAction['AddHeaderAction'], mail: ReceivedMail): ReceivedMail => {
  if (action === undefined) return mail;
  const header = { name: action.HeaderName, value: action.HeaderValue };
  return { ...mail, stored: withHeaders(mail.stored, [header]) };
};

/** Does one action of a rule; answers the mail as the next action sees it, and what comes next. */
const makeDoAction = (sdk: Sdk) => {
  const { store, invoke } = makeActions(sdk);
  return async (action: ReceiptAction, mail: ReceivedMail): Promise<{ mail: ReceivedMail; next: Next }> => {
    const { AddHeaderAction, BounceAction, LambdaAction, S3Action, StopAction } = action;
    if (BounceAction !== undefined) throw new SmtpRefusal(Number(BounceAction.SmtpReplyCode), BounceAction.Message);
    if (StopAction !== undefined) return { mail, next: 'end' };
    if (S3Action !== undefined) await store(S3Action, mail);
    const next = LambdaAction === undefined ? 'action' : await invoke(LambdaAction, mail);
    return { mail: addHeader(AddHeaderAction, mail), next };
  };
};

/**
 * Does with a mail what the receipt rules say, in their order and each action in its: the part of SES that the
 * emulator lacks. Answers the message id; a bounce action throws an `SmtpRefusal`.
 */
export const makeReceive = (sdk: Sdk, readRules: () => Promise<readonly ReceiptRule[]>) => {
  const doAction = makeDoAction(sdk);

  const walk = async (rule: ReceiptRule, received: ReceivedMail): Promise<{ mail: ReceivedMail; next: Next }> => {
    let mail = received;
    for (const action of rule.Actions) {
      const done = await doAction(action, mail);
      mail = done.mail;
      if (done.next !== 'action') return { mail, next: done.next };
    }
    return { mail, next: 'rule' };
  };

  return async ({ raw, from, to, verdicts }: Incoming): Promise<string> => {
    const messageId = randomBytes(20).toString('hex');
    const known = { messageId, at: new Date(), from, destination: to, verdicts };
    let stored = withHeaders(raw, stampOf(known, REGION));
    for (const rule of await readRules()) {
      const recipients = to.filter((address) => takes(rule, address));
      if (recipients.length === 0) continue;
      const { mail, next } = await walk(rule, { ...known, recipients, stored });
      if (next === 'end') break;
      stored = mail.stored;
    }
    return messageId;
  };
};
