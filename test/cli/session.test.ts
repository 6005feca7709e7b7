import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addSession } from '../../cli/commands/session.ts';
import { pluginCall } from '../../cli/session-plugin.ts';
import { runInMemory } from '../support/in-memory-terminal.ts';
import { cloudFile, signedIn, startServer } from './local-server.ts';

const ID = '01K0000000000000000000000A';
const files = (url: string) => ({ '.local/countersign.json': cloudFile(url) });

const opened = (streamUrl: string) => ({
  sessionId: '01k0000000000000000000000b',
  validUntil: '2026-11-24T19:00:00.000Z',
  database: {
    engine: 'postgres',
    username: 'cs_01k0000000000000000000000b',
    password: 'of the session',
    database: 'shop',
  },
  channel: { sessionId: 'countersign-open-session-0a1b', streamUrl, tokenValue: 'token' },
});

const detail = (state: string, next: string) => ({ request: { id: ID, state }, next, more: 'than it reads' });

/** An API that opens a session, and whose request is over at the second look. */
const anApi = (streamUrl: string, second: { status: number; body: unknown }) => {
  let looks = 0;
  return startServer((path) => {
    if (path.endsWith('/sessions')) return { status: 200, body: opened(streamUrl) };
    if (!path.includes('/requests/')) return signedIn;
    looks += 1;
    return looks === 1 ? { status: 200, body: detail('approved', 'The window is open.') } : second;
  });
};

const revoked = {
  status: 200,
  body: detail('revoked', 'Revoked: The auditors freeze it. The access is being closed.'),
};

describe('session', () => {
  it('says how to connect, stays, and says why it is over', async () => {
    await using server = await anApi('tcp://127.0.0.1:41023', revoked);

    const ran = await runInMemory(['session', ID, '--as', 'ana'], { files: files(server.url) });

    expect(ran).toEqual({
      code: 0,
      complaints: '',
      out: [
        'session   open until 2026-11-24T19:00:00.000Z, or until it is revoked or given back',
        'password  of the session',
        'connect   psql "host=127.0.0.1 port=41023 dbname=shop user=cs_01k0000000000000000000000b"',
        'over      Revoked: The auditors freeze it. The access is being closed.',
      ].join('\n'),
    });
    expect(server.seen.filter(({ path }) => path.startsWith('/stage/'))).toMatchObject([
      { path: `/stage/requests/${ID}/sessions`, headers: { authorization: 'Bearer the-token' }, body: {} },
      { path: `/stage/requests/${ID}` },
      { path: `/stage/requests/${ID}` },
    ]);
  });

  it('says why none was opened', async () => {
    const body = {
      type: 'urn:countersign:problem:access-over',
      title: 'Gone',
      status: 410,
      rule: 'access-over',
      detail: 'The window is over.',
    };
    await using server = await startServer(() => ({ status: 410, body }));

    const ran = await runInMemory(['session', ID, '--api', server.url, '--token', 't']);

    expect(ran).toEqual({ code: 1, out: '', complaints: 'error: The window is over. [access-over]' });
  });

  it('says that it could not be watched to its end', async () => {
    await using server = await anApi('tcp://127.0.0.1:1', { status: 401, body: 'expired' });

    const ran = await runInMemory(['session', ID, '--as', 'ana'], { files: files(server.url) });

    expect(ran).toMatchObject({ code: 1, complaints: expect.stringContaining('the API answered 401') });
  });

  it.each([
    [['session', ID], 'no local cloud runs here'],
    [['session', ID, '--api', 'http://127.0.0.1:9', '--token', 't'], 'cannot be reached'],
  ])('%j says what is not there', async (words, why) => {
    expect(await runInMemory(words)).toMatchObject({ code: 1, complaints: expect.stringContaining(why) });
  });
});

describe('session on AWS', () => {
  const stream = 'wss://ssmmessages.eu-west-1.amazonaws.com/v1/data-channel/s-1?role=publish_subscribe';
  const run = async (ended: 'ended' | 'missing' | 'stays') => {
    await using server = await anApi(stream, revoked);
    const [out, complaints, calls]: [string[], string[], unknown[]] = [[], [], []];
    const terminal = {
      readFile: async () => '',
      async *lines() {},
      print: (text: string) => void out.push(text),
      complain: (text: string) => void complaints.push(text),
    };
    const program = new Command();
    let code: number | undefined;
    addSession(
      program,
      terminal,
      (ends) => {
        code = ends;
      },
      (channel) => {
        calls.push(channel.sessionId);
        const never = new Promise<'ended'>(() => undefined);
        return { ended: ended === 'stays' ? never : Promise.resolve(ended), stop: () => void calls.push('stopped') };
      },
    );
    await program.parseAsync(['session', ID, '--api', server.url, '--token', 't'], { from: 'user' });
    return { code, out: out.join('\n'), complaints: complaints.join('\n'), calls };
  };

  it.each(['stays', 'ended'] as const)('runs the plugin and stops it at the end of the access (it %s)', async (how) => {
    const ran = await run(how);

    expect(ran).toMatchObject({ code: 0, calls: ['countersign-open-session-0a1b', 'stopped'] });
    expect(ran.out).toContain('over      Revoked: The auditors freeze it.');
  });

  it('says where the plugin is missing, and that the session is open', async () => {
    expect(await run('missing')).toMatchObject({
      code: 1,
      complaints: expect.stringContaining('session-manager-plugin is not installed'),
    });
  });

  it('hands the token over in the environment, where no list of processes shows it', () => {
    const { words, environment } = pluginCall({ sessionId: 's-1', streamUrl: stream, tokenValue: 'token' });

    expect(words).toEqual([
      'AWS_SSM_START_SESSION_RESPONSE',
      'eu-west-1',
      'StartSession',
      '',
      '{}',
      'https://ssm.eu-west-1.amazonaws.com',
    ]);
    expect(JSON.parse(environment.AWS_SSM_START_SESSION_RESPONSE)).toEqual({
      SessionId: 's-1',
      StreamUrl: stream,
      TokenValue: 'token',
    });
  });
});
