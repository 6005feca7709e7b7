import { afterEach, describe, expect, it, vi } from 'vitest';
import { runInMemory } from '../support/in-memory-terminal.ts';
import { cloudFile, signedIn, startServer } from './local-server.ts';

const here = '.local/countersign.json';
const policy = 'version: 1\nsettings: { timeZone: UTC }\nusers:\n  - { id: ana, email: ana@example.com }\n';
const written = { version: 1, settings: { timeZone: 'UTC' }, users: [{ id: 'ana', email: 'ana@example.com' }] };

const startCloud = (status: number, body: unknown) =>
  startServer((path) => (path === '/' ? signedIn : { status, body }));

const apply = (url: string, words: string[] = [], text = policy) =>
  runInMemory(['policy', 'apply', 'p.yaml', ...words], { files: { 'p.yaml': text, [here]: cloudFile(url) } });

const problem = (status: number, more: object) => ({
  type: 'urn:countersign:problem:x',
  title: 'X',
  status,
  detail: 'It is not so.',
  rule: 'x',
  ...more,
});

afterEach(() => vi.unstubAllEnvs());

describe('policy apply', () => {
  it('sends the policy as written, as the administrator of the local cloud, and says which version is in force', async () => {
    await using cloud = await startCloud(200, { version: 7 });

    const ran = await apply(cloud.url);

    expect(ran).toEqual({ code: 0, out: 'p.yaml: version 7 is in force', complaints: '' });
    expect(cloud.seen).toMatchObject([
      { path: '/', body: { AuthParameters: { USERNAME: 'alex' } } },
      { path: '/stage/policy/apply', headers: { authorization: 'Bearer the-token' } },
    ]);
    expect(cloud.seen[1]?.body).toEqual(written);
  });

  it('gives each call an idempotency key of its own', async () => {
    await using cloud = await startCloud(200, { version: 7 });

    await apply(cloud.url, ['--token', 't']);
    await apply(cloud.url, ['--token', 't']);

    const [first, second] = cloud.seen.map(({ headers }) => headers['idempotency-key']);
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).not.toBe(first);
  });

  it('signs in another demo person with --as', async () => {
    await using cloud = await startCloud(200, { version: 7 });

    await apply(cloud.url, ['--as', 'ana']);

    expect(cloud.seen[0]?.body).toMatchObject({ AuthParameters: { USERNAME: 'ana' } });
  });

  it('needs no local cloud with --api and --token', async () => {
    await using api = await startCloud(200, { version: 3 });
    const words = ['policy', 'apply', 'p.yaml', '--api', `${api.url}/prod/`, '--token', 'mine', '--json'];

    const ran = await runInMemory(words, { files: { 'p.yaml': policy } });

    expect(JSON.parse(ran.out)).toEqual({ ok: true, version: 3, errors: [], warnings: [] });
    expect(api.seen).toMatchObject([{ path: '/prod/policy/apply', headers: { authorization: 'Bearer mine' } }]);
  });

  it('takes the token of COUNTERSIGN_TOKEN', async () => {
    vi.stubEnv('COUNTERSIGN_TOKEN', 'of-the-environment');
    await using cloud = await startCloud(200, { version: 7 });

    await apply(cloud.url);

    expect(cloud.seen).toMatchObject([{ headers: { authorization: 'Bearer of-the-environment' } }]);
  });

  it('shows the warnings of the file, and applies it all the same', async () => {
    await using cloud = await startCloud(200, { version: 7 });

    const { code, out } = await apply(cloud.url, [], policy.replace(', email: ana@example.com', ''));

    expect(code).toBe(0);
    expect(out).toContain('p.yaml:4: warning: users[0]: ana has no e-mail address');
    expect(out).toContain('p.yaml: version 7 is in force');
  });

  it('sends nothing when the file has errors', async () => {
    await using cloud = await startCloud(200, { version: 7 });

    const ran = await apply(cloud.url, [], 'version: 1\nsettings: { timezone: UTC }\n');

    expect(ran.code).toBe(1);
    expect(ran.out).toContain('p.yaml:2: error: settings.timezone');
    expect(ran.out).toContain('p.yaml: not applied');
    expect(cloud.seen).toEqual([]);
  });
});

describe('policy apply, refused by the API', () => {
  const error = { path: 'groups[1].id', rule: 'group-id-retired', message: 'it was deleted', fix: 'give a new id' };

  it.each([
    ['every error of a policy', 422, problem(422, { errors: [error] }), [error]],
    ['a problem and its field', 403, problem(403, { field: 'role' }), [{ path: 'role', rule: 'x' }]],
    ['a problem without one', 409, problem(409, {}), [{ path: '(api)', message: '409: It is not so.' }]],
    ['an answer that is no problem', 401, { message: 'Unauthorized' }, [{ rule: 'http-401' }]],
    ['a success that names no version', 200, { ok: 'yes' }, [{ rule: 'http-200', message: '200: {"ok":"yes"}' }]],
  ])('shows %s and exits 1', async (_, status, body, errors) => {
    await using cloud = await startCloud(status, body);

    const ran = await apply(cloud.url, ['--json']);

    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out)).toMatchObject({ ok: false, errors });
    for (const each of JSON.parse(ran.out).errors) expect(each.fix).not.toBe('');
  });

  it('tells people path, message and fix', async () => {
    await using cloud = await startCloud(422, problem(422, { errors: [error] }));

    expect((await apply(cloud.url)).out).toBe(
      'p.yaml: error: groups[1].id: it was deleted [group-id-retired]\n    fix: give a new id\np.yaml: not applied',
    );
  });

  it('follows no redirect with the policy', async () => {
    await using cloud = await startServer(() => ({ status: 307, body: {} }));

    const ran = await apply(cloud.url, ['--token', 't', '--json']);

    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out).errors).toMatchObject([{ message: expect.stringContaining('unexpected redirect') }]);
  });
});

describe('policy apply, not reached', () => {
  it('says that the API does not answer', async () => {
    const gone = await startCloud(200, {});
    await gone.stop();

    const ran = await apply(gone.url, ['--token', 't', '--json']);

    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out).errors).toMatchObject([
      { rule: 'api-unreachable', message: expect.stringContaining('ECONNREFUSED') },
    ]);
  });

  it('says that no local cloud runs here', async () => {
    const ran = await runInMemory(['policy', 'apply', 'p.yaml'], { files: { 'p.yaml': policy } });

    expect(ran.code).toBe(1);
    expect(ran.out).toContain('no local cloud runs here');
  });

  it('names the demo people that it knows', async () => {
    const ran = await apply('http://127.0.0.1', ['--as', 'bob']);

    expect(ran.code).toBe(1);
    expect(ran.out).toContain('--as: nobody here is called "bob"; known are ana, alex');
  });

  it.each([
    ['--as beside --token', ['--as', 'ana', '--token', 't'], '--as'],
    ['an empty token', ['--token', ''], 'write the token alone'],
    ['an --api that is no URL', ['--api', 'prod'], 'write a URL with its stage'],
  ])('takes %s for wrong usage: exit 2', async (_, words, complaint) => {
    const ran = await apply('http://127.0.0.1', words);

    expect(ran.code).toBe(2);
    expect(ran.complaints).toContain(complaint);
  });
});
