import { describe, expect, it } from 'vitest';
import { runInMemory } from '../support/in-memory-terminal.ts';
import { cloudFile, signedIn, startServer } from './local-server.ts';

const startCloud = (status: number, body: unknown) =>
  startServer((path) => (path === '/' ? signedIn : { status, body }));

const redrive = (url: string, words: string[] = []) =>
  runInMemory(['redrive', ...words], { files: { '.local/countersign.json': cloudFile(url) } });

const queues = (left: number) => ({
  queues: [
    { queue: 'effects', found: 3, done: 3 - left, left },
    { queue: 'mail', found: 0, done: 0, left: 0 },
  ],
});

describe('redrive', () => {
  it('asks the API as an administrator, and says what was done of each queue', async () => {
    await using cloud = await startCloud(200, queues(0));

    const ran = await redrive(cloud.url);

    expect(ran).toEqual({ code: 0, out: 'effects: 3 of 3 done\nmail: nothing there', complaints: '' });
    expect(cloud.seen[0]?.body).toMatchObject({ AuthParameters: { USERNAME: 'alex' } });
    expect(cloud.seen[1]).toMatchObject({
      path: '/stage/dead-letters/redrive',
      headers: { authorization: 'Bearer the-token' },
      body: { dryRun: false },
    });
  });

  it('takes one queue, and may only look', async () => {
    await using cloud = await startCloud(200, queues(0));

    const ran = await redrive(cloud.url, ['--queue', 'effects', '--dry-run']);

    expect(ran.out).toBe('effects: about 3\nmail: about 0');
    expect(cloud.seen[1]?.body).toEqual({ queue: 'effects', dryRun: true });
  });

  it('ends with 1 when something failed again', async () => {
    await using cloud = await startCloud(200, queues(1));

    const [said, json] = [await redrive(cloud.url), await redrive(cloud.url, ['--json'])];

    expect([said.code, said.out]).toEqual([1, 'effects: 2 of 3 done, 1 failed again and stay\nmail: nothing there']);
    expect([json.code, JSON.parse(json.out)]).toEqual([1, { ok: false, ...queues(1) }]);
  });

  it('ends with 1 when the API refuses or is not there, and says so', async () => {
    await using cloud = await startCloud(403, { detail: 'Only an administrator may do this.' });

    const refused = await redrive(cloud.url);
    const json = await redrive(cloud.url, ['--json']);
    const nobody = await redrive(cloud.url, ['--api', 'http://127.0.0.1:1', '--token', 't']);

    expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('403')]);
    expect(JSON.parse(json.out)).toMatchObject({ ok: false, reason: expect.stringContaining('403'), queues: [] });
    expect([nobody.code, nobody.out]).toEqual([1, expect.stringContaining('cannot be reached')]);
  });

  it('ends with 2 for a queue that there is not', async () => {
    expect(await redrive('http://127.0.0.1:1', ['--queue', 'sms'])).toMatchObject({ code: 2 });
  });
});
