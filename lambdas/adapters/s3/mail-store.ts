import { Readable } from 'node:stream';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Fault } from '../../application/fault.ts';
import type { MailStore } from '../../application/ports/mail-ports.ts';

export interface MailBucket {
  readonly bucket: string;
  /** An object's key is this and the message's id. */
  readonly prefix: string;
}

/** The raw mails that the receipt rule stored. One call each: the size comes with the head of the answer. */
export const s3MailStore = (client: S3Client, { bucket, prefix }: MailBucket): MailStore => ({
  open: async (messageId) => {
    const get = new GetObjectCommand({ Bucket: bucket, Key: `${prefix}${messageId}` });
    const { ContentLength: sizeBytes, Body } = await client.send(get);
    if (sizeBytes === undefined || !(Body instanceof Readable))
      throw new Fault('MailFault', `mail ${messageId} came without its size or without a body`);
    return {
      sizeBytes,
      read: () => Body.transformToByteArray(),
      leave: () => void Body.destroy(),
    };
  },
});
