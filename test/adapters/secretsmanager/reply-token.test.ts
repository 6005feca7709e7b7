import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { hmacReplyToken } from '../../../lambdas/adapters/secretsmanager/reply-token.ts';
import { secretKey } from '../../../lambdas/adapters/secretsmanager/secret-key.ts';
import { tokenFromRecipients } from '../../../lambdas/core/reply/gate-receipt.ts';

const tokens = (key = 'Jefe') => {
  const client = new SecretsManagerClient({});
  const mock = mockClient(client);
  mock.on(GetSecretValueCommand).resolves({ SecretString: key });
  return { token: hmacReplyToken(secretKey(client, 'arn:key')), mock };
};

describe('a reply token', () => {
  it('is the first 160 bits of HMAC-SHA-256 in lower-case base32: test case 2 of RFC 4231', async () => {
    const { token, mock } = tokens();

    // 5bdcc146bf60754e6a042426089575c75a003f08..., five bits a letter
    expect(await token('what do ya want for nothing?')).toBe('lpomcrv7mb2u42qeeqtarflvy5naapyi');
    expect(mock).toHaveReceivedCommandWith(GetSecretValueCommand, { SecretId: 'arn:key' });
  });

  it('fits the address that the gate reads', async () => {
    const { token } = tokens();
    const address = `r.${await token('r1|1|bruno|1|2')}@reply.example.net`;

    expect(tokenFromRecipients([address], 'reply.example.net').ok).toBe(true);
  });

  it('is the same for the same invitation and key, and another for any other', async () => {
    const { token } = tokens();
    const ids = [
      'r1|1|bruno|1|2',
      'r1|2|bruno|1|2',
      'r1|1|carla|1|2',
      'r1|1|bruno|2|2',
      'r1|1|bruno|1|3',
      'r2|1|bruno|1|2',
    ];

    const made = await Promise.all(ids.map(token));

    expect(new Set(made).size).toBe(ids.length);
    expect(await Promise.all(ids.map(token))).toEqual(made);
    expect(await tokens('another key').token('r1|1|bruno|1|2')).not.toBe(made[0]);
  });

  it('I-02: of a hundred thousand invitations are as many, each of 160 bits', async () => {
    const { token } = tokens();
    const made = new Set<string>();

    for (let n = 0; n < 100_000; n += 1) made.add(await token(`r${n}|1|bruno|1|2`));

    expect(made.size).toBe(100_000);
    expect([...made].every((each) => /^[a-z2-7]{32}$/.test(each))).toBe(true);
  });

  it('reads its key once', async () => {
    const { token, mock } = tokens();

    await Promise.all([token('a'), token('b')]);
    await token('c');

    expect(mock).toHaveReceivedCommandTimes(GetSecretValueCommand, 1);
  });

  it('reads its key again after it could not be read', async () => {
    const { token, mock } = tokens();
    mock.on(GetSecretValueCommand).rejectsOnce(new Error('throttled')).resolves({ SecretString: 'Jefe' });
    await expect(token('a')).rejects.toThrow('throttled');

    expect(await token('what do ya want for nothing?')).toBe('lpomcrv7mb2u42qeeqtarflvy5naapyi');
  });

  it('is a fault without a key', async () => {
    await expect(tokens('').token('a')).rejects.toMatchObject({ name: 'SecretMalformed', retryable: false });
  });
});
