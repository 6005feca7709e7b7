import { describe, expect, it } from 'vitest';
import { runInMemory } from '../support/in-memory-terminal.ts';

const demo = 'local/demo/policy.yaml';
const question = { user: 'ana', credential: 'orders-admin', action: 'view_password', at: '2026-11-24T17:00:00Z' };

const flags = (fields: Record<string, string>): string[] =>
  Object.entries(fields).flatMap(([name, value]) => [`--${name}`, value]);

const explain = (more: Record<string, string> = {}, ...words: string[]) =>
  runInMemory(['explain', ...flags({ policy: demo, ...question, ...more }), ...words]);

const batch = (...lines: string[]) => runInMemory(['explain', '--policy', demo, '--batch'], { lines });

describe('explain', () => {
  it.each([
    ['2026-11-24T17:00:00Z', '11110045', 'approve'],
    ['2026-11-24T20:01:00Z', '11100045', 'justify'],
    ['2026-11-24T21:01:00Z', '10000045', 'deny'],
    ['2026-11-24T14:00:00-03:00', '11110045', 'approve'],
  ])('answers at %s with %s, and exits 0', async (at, code, outcome) => {
    const ran = await explain({ at }, '--json');

    expect(ran).toMatchObject({ code: 0, complaints: '' });
    expect(JSON.parse(ran.out)).toMatchObject({ code, outcome, groupId: 45 });
  });

  it('tells people the outcome, the groups and the next change', async () => {
    const { out } = await explain();

    expect(out).toContain('approve: approvers decide, level by level');
    expect(out).toContain('11110045  group 45 Production databases: approval is required mon-fri 13:00-17:00');
    expect(out).toContain('next change 2026-11-24T20:01:00.000Z: 11100045, justify');
  });

  it('tells people when nobody relates them and nothing will change', async () => {
    const { out, code } = await explain({ credential: 'vault-root' });

    expect(code).toBe(0);
    expect(out).toContain('no group relates this user to this credential');
    expect(out).toContain('nothing changes within 366 days');
  });

  it.each([
    ['user', 'anna', 1],
    ['credential', 'orders', 1],
    ['action', 'fly', 2],
    ['at', 'now', 2],
  ])('names an unknown %s and exits %#', async (field, value, code) => {
    const ran = await explain({ [field]: value }, '--json');

    expect(ran.code).toBe(code);
    expect(JSON.parse(ran.out)).toMatchObject({ error: { field } });
    expect(ran.complaints).toContain(`--${field}`);
  });

  it('prints nothing on standard output for a wrong question without --json', async () => {
    expect(await explain({ user: 'anna' })).toMatchObject({
      code: 1,
      out: '',
      complaints: 'error: --user: "anna" is not a known user; did you mean ana?',
    });
  });

  it.each([
    ['a question without its parts', ['explain', '--policy', demo, '--user', 'ana'], '--credential, --action, --at'],
    ['no policy', ['explain', ...flags(question)], '--policy'],
    ['an unknown option', ['explain', '--policy', demo, '--usr', 'ana'], '--usr'],
    ['--batch with a question', ['explain', '--policy', demo, '--batch', '--user', 'ana'], '--batch'],
    ['an unknown command', ['explian'], 'explain'],
  ])('takes %s for wrong usage: exit 2', async (_, words, named) => {
    const ran = await runInMemory(words);

    expect(ran.code).toBe(2);
    expect(ran.complaints).toContain(named);
  });

  it.each([[['--help']], [['explain', '--help']], [['policy', 'check', '--help']]])(
    'explains itself: %j',
    async (words) => {
      const ran = await runInMemory(words);

      expect(ran.code).toBe(0);
      expect(ran.out).toContain('Usage: countersign');
    },
  );
});

describe('explain with a policy that cannot be used', () => {
  const words = ['explain', ...flags({ policy: 'p.yaml', ...question })];

  it('shows every error with its line and exits 1', async () => {
    const ran = await runInMemory(words, { files: { 'p.yaml': 'version: 1\nsettings: { timezone: UTC }\n' } });

    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.complaints).toContain('p.yaml:2: error: settings.timezone');
  });

  it('prints one JSON document with --json', async () => {
    const ran = await runInMemory([...words, '--json']);

    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out)).toEqual({
      error: { field: 'policy', detail: '(policy): p.yaml cannot be read: there is no such file' },
    });
  });

  it('answers no line of a batch', async () => {
    const ran = await runInMemory(['explain', '--policy', 'p.yaml', '--batch', '--json'], { lines: ['{}'] });

    expect(ran).toMatchObject({ code: 1, out: '' });
  });
});

describe('explain --batch', () => {
  it('prints one answer a line, in order', async () => {
    const later = { ...question, at: '2026-11-24T20:01:00Z', other: 'ignored' };
    const ran = await batch(JSON.stringify(question), JSON.stringify(later), JSON.stringify(question));

    expect(ran).toMatchObject({ code: 0, complaints: '' });
    expect(ran.out.split('\n').map((line) => JSON.parse(line).code)).toEqual(['11110045', '11100045', '11110045']);
  });

  it('prints what the single question prints', async () => {
    const [one, many] = [await explain({}, '--json'), await batch(JSON.stringify(question))];

    expect(JSON.parse(many.out)).toEqual(JSON.parse(one.out));
  });

  it.each([
    ['an unknown user', { ...question, user: 'anna' }, 'user'],
    ['an unknown credential', { ...question, credential: 'x' }, 'credential'],
    ['an unknown action', { ...question, action: 'viewPassword' }, 'action'],
    ['a bad instant', { ...question, at: '2026-11-24' }, 'at'],
    ['an instant that is a number', { ...question, at: 1_764_000_000_000 }, 'at'],
    ['all of them: the user comes first', { at: 'x' }, 'user'],
    ['two of them: the action comes first', { ...question, action: 'x', at: 'x' }, 'action'],
    ['a list', [question], 'line'],
    ['a string', 'ana', 'line'],
    ['null', null, 'line'],
  ])('answers %s with an error in its place, goes on, and exits 1', async (_, wrong, field) => {
    const ran = await batch(JSON.stringify(wrong), JSON.stringify(question));
    const [error, answer] = ran.out.split('\n').map((line) => JSON.parse(line));

    expect(ran.code).toBe(1);
    expect(error).toEqual({ error: { field, detail: expect.any(String) } });
    expect(answer).toMatchObject({ code: '11110045' });
  });

  it.each(['', '{', 'user=ana'])('answers the line %j, which is no JSON, in its place', async (line) => {
    const ran = await batch(line, JSON.stringify(question));

    expect(ran.code).toBe(1);
    expect(ran.out.split('\n')).toHaveLength(2);
    expect(JSON.parse(ran.out.split('\n')[0] ?? '')).toMatchObject({ error: { field: 'line' } });
  });

  it('has nothing to say to no lines', async () => {
    expect(await batch()).toEqual({ code: 0, out: '', complaints: '' });
  });
});
