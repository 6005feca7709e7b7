import { describe, expect, it } from 'vitest';
import { runInMemory } from '../support/in-memory-terminal.ts';
import { cloudFile, signedIn, startServer } from './local-server.ts';

const here = '.local/countersign.json';

describe('token', () => {
  it('prints the access token of the demo person and nothing else', async () => {
    await using server = await startServer(() => signedIn);

    const ran = await runInMemory(['token', '--as', 'ana'], { files: { [here]: cloudFile(server.url) } });

    expect(ran).toEqual({ code: 0, out: 'the-token', complaints: '' });
    expect(server.seen).toMatchObject([
      {
        headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' },
        body: {
          ClientId: 'client-1',
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'ana', PASSWORD: 'secret of ana' },
        },
      },
    ]);
  });

  it('reads another file with --cloud', async () => {
    await using server = await startServer(() => signedIn);
    const files = { 'other.json': cloudFile(server.url) };

    expect(await runInMemory(['token', '--as', 'ana', '--cloud', 'other.json'], { files })).toMatchObject({ code: 0 });
  });

  it.each([
    ['that no local cloud runs here', {}, 'no local cloud runs here (there is no .local/countersign.json)'],
    ['a file that is no JSON', { [here]: '{' }, 'does not describe a local cloud (the file: '],
    ['a field that is missing', { [here]: cloudFile('http://127.0.0.1').replace('clientId', 'x') }, '(clientId: '],
    ['who is known', { [here]: cloudFile('http://127.0.0.1') }, 'nobody here is called "bob"; known are ana, alex'],
  ])('says %s, prints nothing and exits 1', async (_, files, reason) => {
    const ran = await runInMemory(['token', '--as', 'bob'], { files });

    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.complaints).toContain(reason);
  });

  it.each([
    ['a refusal', 400, { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' }, 'Incorrect'],
    ['a challenge', 200, { ChallengeName: 'NEW_PASSWORD_REQUIRED' }, 'it asks for NEW_PASSWORD_REQUIRED'],
  ])('shows %s of the sign-in, without the password', async (_, status, body, why) => {
    await using server = await startServer(() => ({ status, body }));

    const ran = await runInMemory(['token', '--as', 'ana'], { files: { [here]: cloudFile(server.url) } });

    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.complaints).toContain(`ana could not sign in at ${server.url}: ${why}`);
    expect(ran.complaints).not.toContain('secret');
  });

  it('says that a cloud that left its file behind does not answer', async () => {
    const server = await startServer(() => signedIn);
    await server.stop();

    const ran = await runInMemory(['token', '--as', 'ana'], { files: { [here]: cloudFile(server.url) } });

    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.complaints).toMatch(/ECONNREFUSED.*start it with npm start/);
  });

  it('takes a missing --as for wrong usage: exit 2', async () => {
    expect(await runInMemory(['token'])).toMatchObject({ code: 2, out: '' });
  });
});
