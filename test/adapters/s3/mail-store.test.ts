import { Readable } from 'node:stream';
import { GetObjectCommand, type GetObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { s3MailStore } from '../../../lambdas/adapters/s3/mail-store.ts';

const bytes = Uint8Array.of(70, 114, 111, 109, 58, 0xff);

/** A body as the SDK gives it, and whether somebody began to read it. */
const aBody = () => {
  let begun = false;
  const stream = new Readable({
    read() {
      begun = true;
      this.push(bytes);
      this.push(null);
    },
  });
  const transformToByteArray = async () => Buffer.concat(await stream.toArray());
  const body = Object.assign(stream, { transformToByteArray });
  return { body: body as unknown as NonNullable<GetObjectCommandOutput['Body']>, stream, isBegun: () => begun };
};

const aStore = (answer: Partial<GetObjectCommandOutput>) => {
  const client = new S3Client({});
  const mock = mockClient(client);
  mock.on(GetObjectCommand).resolves(answer);
  return { store: s3MailStore(client, { bucket: 'mails', prefix: 'raw/' }), mock };
};

describe('a raw mail', () => {
  it('D-01: is measured without being read, and left without being read', async () => {
    const { body, stream, isBegun } = aBody();
    const { store, mock } = aStore({ ContentLength: 40_000_000, Body: body });

    const opened = await store.open('m1');
    opened.leave();

    expect(opened.sizeBytes).toBe(40_000_000);
    expect([isBegun(), stream.destroyed]).toEqual([false, true]);
    expect(mock).toHaveReceivedCommandWith(GetObjectCommand, { Bucket: 'mails', Key: 'raw/m1' });
  });

  it('is read byte by byte, with no other call', async () => {
    const { store, mock } = aStore({ ContentLength: 6, Body: aBody().body });

    const opened = await store.open('m1');

    expect(Uint8Array.from(await opened.read())).toEqual(bytes);
    expect(mock).toHaveReceivedCommandTimes(GetObjectCommand, 1);
  });

  it.each([
    ['no known size', { Body: aBody().body }],
    ['no body', { ContentLength: 6 }],
  ])('of %s is a fault', async (_what, answer) => {
    await expect(aStore(answer).store.open('m1')).rejects.toMatchObject({ name: 'MailFault' });
  });
});
