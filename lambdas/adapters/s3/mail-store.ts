import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Fault } from '../../application/fault.ts';
import type { MailStore } from '../../application/mail-ports.ts';

export interface MailBucket {
  readonly bucket: string;
  /** An object's key is this and the message's id. */
  readonly prefix: string;
}

/** The raw mails that the receipt rule stored. */
export const s3MailStore = (client: S3Client, { bucket, prefix }: MailBucket): MailStore => {
  const at = (messageId: string) => ({ Bucket: bucket, Key: `${prefix}${messageId}` });
  return {
    size: async (messageId) => {
      const { ContentLength } = await client.send(new HeadObjectCommand(at(messageId)));
      if (ContentLength === undefined) throw new Fault('MailFault', `the size of mail ${messageId} is not known`);
      return ContentLength;
    },
    read: async (messageId) => {
      const { Body } = await client.send(new GetObjectCommand(at(messageId)));
      if (!Body) throw new Fault('MailFault', `mail ${messageId} has no body`);
      return Body.transformToByteArray();
    },
  };
};
