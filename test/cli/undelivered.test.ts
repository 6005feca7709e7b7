import { describe, expect, it } from 'vitest';
import { runInMemory } from '../support/in-memory-terminal.ts';
import { cloudFile, signedIn, startServer } from './local-server.ts';

const startCloud = (status: number, body: unknown) =>
  startServer((path) => (path === '/' ? signedIn : { status, body }));

const list = (url: string, words: string[] = []) =>
  runInMemory(['undelivered', ...words], { files: { '.local/countersign.json': cloudFile(url) } });

const told = {
  kind: 'bounced',
  since: '2026-11-24T17:00:30.000Z',
  lastAt: '2026-11-24T17:00:31.000Z',
  mails: 2,
  reason: '550 no such user',
};
const people = [
  { ...told, person: 'carla', name: 'Carla Dias', address: 'carla@example.com', requestId: 'r1' },
  { ...told, person: null, name: null, address: 'vault@example.com', requestId: null, mails: 1 },
];

describe('undelivered', () => {
  it('asks the API as an administrator, and shows whom mail does not reach and why', async () => {
    await using cloud = await startCloud(200, { people });

    const { code, out } = await list(cloud.url);

    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'bounced    carla (Carla Dias) carla@example.com',
      '           since   2026-11-24T17:00:30.000Z, 2 mails, the last about r1',
      '           reason  550 no such user',
      'bounced    vault@example.com',
      '           since   2026-11-24T17:00:30.000Z, 1 mail',
      '           reason  550 no such user',
    ]);
    expect(cloud.seen[0]?.body).toMatchObject({ AuthParameters: { USERNAME: 'alex' } });
    expect(cloud.seen[1]).toMatchObject({ path: '/stage/undelivered', headers: { authorization: 'Bearer the-token' } });
  });

  it('says when mail reaches everybody', async () => {
    await using cloud = await startCloud(200, { people: [] });

    expect(await list(cloud.url)).toMatchObject({ code: 0, out: 'mail reaches everybody, as far as is known' });
  });

  it('prints one JSON document with --json', async () => {
    await using cloud = await startCloud(200, { people });

    expect(JSON.parse((await list(cloud.url, ['--json'])).out)).toEqual({ ok: true, people });
  });

  it('ends with 1 when the API refuses, and says so', async () => {
    await using cloud = await startCloud(403, { detail: 'Only an administrator may do this.' });

    const [said, json] = [await list(cloud.url), await list(cloud.url, ['--json'])];

    expect([said.code, said.out]).toEqual([1, expect.stringContaining('403')]);
    expect(JSON.parse(json.out)).toMatchObject({ ok: false, people: [] });
  });
});
