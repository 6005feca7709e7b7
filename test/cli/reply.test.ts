import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCountersign } from '../../cli/run.ts';
import { linesOf } from '../../cli/terminal.ts';

let folder = '';
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-reply-'));
  await writeFile(at('yes.eml'), 'From: a@example.com\r\n\r\nAPPROVE\r\nonly once\r\n');
  await writeFile(
    at('latin.eml'),
    Buffer.from('Content-Type: text/plain; charset=iso-8859-1\r\n\r\nDISAPPROVE\r\nJos\xe9\r\n', 'latin1'),
  );
  await writeFile(at('what.eml'), 'From: a@example.com\r\n\r\nmaybe\r\n');
});
afterAll(() => rm(folder, { recursive: true }));

async function run(words: readonly string[], input = '') {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCountersign(['reply', ...words], {
    readFile: () => Promise.reject(new Error('reply reads bytes')),
    lines: () =>
      linesOf(
        (async function* () {
          yield input;
        })(),
      ),
    print: (text) => out.push(text),
    complain: (text) => err.push(text),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('countersign reply', () => {
  it('prints one object for one mail', async () => {
    const { code, out, err } = await run([at('yes.eml'), '--json']);

    expect(JSON.parse(out)).toEqual({
      file: at('yes.eml'),
      decision: 'approve',
      reason: 'first-line-is-the-word',
      comment: 'only once',
    });
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('prints a list for several, and none is an answer', async () => {
    const { code, out } = await run([at('latin.eml'), at('what.eml'), '--json']);

    expect(JSON.parse(out)).toEqual([
      { file: at('latin.eml'), decision: 'disapprove', reason: 'first-line-is-the-word', comment: 'José' },
      { file: at('what.eml'), decision: 'none', reason: 'first-line-is-not-the-word', comment: '' },
    ]);
    expect(code).toBe(0);
  });

  it('writes a line for people', async () => {
    expect((await run([at('yes.eml'), at('what.eml')])).out).toBe(
      `${at('yes.eml')}: approve (first-line-is-the-word)\n  only once\n${at('what.eml')}: none (first-line-is-not-the-word)`,
    );
  });

  it('names a file that is not there', async () => {
    const { code, out, err } = await run([at('no.eml'), '--json']);

    expect(JSON.parse(out)).toEqual({
      file: at('no.eml'),
      error: { field: 'file', detail: 'there is no such file; check the path' },
    });
    expect(err).toBe(`error: ${at('no.eml')}: there is no such file; check the path`);
    expect(code).toBe(1);
  });

  it('answers a batch line by line, in order', async () => {
    const { code, out } = await run(['--batch'], [at('what.eml'), folder, at('yes.eml'), ''].join('\n'));

    expect(out.split('\n').map((line) => JSON.parse(line))).toEqual([
      { file: at('what.eml'), decision: 'none', reason: 'first-line-is-not-the-word', comment: '' },
      { file: folder, error: { field: 'file', detail: 'is a directory; name a mail in it' } },
      { file: at('yes.eml'), decision: 'approve', reason: 'first-line-is-the-word', comment: 'only once' },
    ]);
    expect(code).toBe(1);
  });

  it.each([
    [[], 'name at least one mail'],
    [['--batch', 'x.eml'], 'the paths come from standard input'],
    [['--what'], "unknown option '--what'"],
  ])('refuses the words %j', async (words, complaint) => {
    const { code, err } = await run(words);
    expect(code).toBe(2);
    expect(err).toContain(complaint);
  });
});
