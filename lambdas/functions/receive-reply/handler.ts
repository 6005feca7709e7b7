import { S3Client } from '@aws-sdk/client-s3';
import type * as z from 'zod';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { readLeaves } from '../../adapters/mime/leaves.ts';
import { sha256, sha256Bytes, systemClock } from '../../adapters/runtime/runtime.ts';
import { s3MailStore } from '../../adapters/s3/mail-store.ts';
import { makeReceiveReply } from '../../application/mail-in/receive-reply.ts';
import { task } from '../task.ts';
import { receiveReplyEnv } from './env.ts';
import { sesEvent } from './ses-event.ts';

const env = receiveReplyEnv.parse(process.env);
const client = documentClient();
const receiveReply = makeReceiveReply({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
  mails: s3MailStore(new S3Client({}), { bucket: env.MAIL_BUCKET, prefix: env.MAIL_PREFIX }),
  readLeaves,
  replyDomain: env.REPLY_DOMAIN,
  digestBytes: sha256Bytes,
});

export const handler = task(sesEvent, async (mails: z.output<typeof sesEvent>) => {
  for (const mail of mails) await receiveReply(mail);
});
