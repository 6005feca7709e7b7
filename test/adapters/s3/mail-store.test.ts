import { Readable } from 'node:stream';
import { GetObjectCommand, type GetObjectCommandOutput, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { s3MailStore } from '../../../lambdas/adapters/s3/mail-store.ts';

const bytes = Uint8Array.of(70, 114, 111, 109, 58, 0xff);
const body = Object.assign(Readable.from([bytes]), {
  transformToByteArray: async () => bytes,
}) as unknown as NonNullable<GetObjectCommandOutput['Body']>;

const aStore = () => {
  const client = new S3Client({});
  const mock = mockClient(client);
  return { store: s3MailStore(client, { bucket: 'mails', prefix: 'raw/' }), mock };
};

describe('a raw mail', () => {
  it('D-01: is measured without being read', async () => {
    const { store, mock } = aStore();
    mock.on(HeadObjectCommand).resolves({ ContentLength: 40_000_000 });

    expect(await store.size('m1')).toBe(40_000_000);

    expect(mock).toHaveReceivedCommandWith(HeadObjectCommand, { Bucket: 'mails', Key: 'raw/m1' });
    expect(mock).not.toHaveReceivedCommand(GetObjectCommand);
  });

  it('is read byte by byte', async () => {
    const { store, mock } = aStore();
    mock.on(GetObjectCommand).resolves({ Body: body });

    expect(await store.read('m1')).toEqual(bytes);

    expect(mock).toHaveReceivedCommandWith(GetObjectCommand, { Bucket: 'mails', Key: 'raw/m1' });
  });

  it('of no known size or with no body is a fault', async () => {
    const { store, mock } = aStore();
    mock.onAnyCommand().resolves({});

    await expect(store.size('m1')).rejects.toMatchObject({ name: 'MailFault' });
    await expect(store.read('m1')).rejects.toMatchObject({ name: 'MailFault' });
  });
});
