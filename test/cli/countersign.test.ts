import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';

/** Runs the command as a process of its own. */
const countersign = async (words: string[], input = '') => {
  const child = spawn(process.execPath, ['cli/countersign.ts', ...words], { stdio: 'pipe' });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, out, complaints };
};

const query = { user: 'ana', credential: 'orders-admin', action: 'view_password', at: '2026-11-24T17:00:00Z' };

describe('the countersign command', () => {
  it('answers thousands of queries in one run, in order', async () => {
    const start = Date.parse('2026-11-24T00:00:00Z');
    const instants = Array.from({ length: 5000 }, (_, i) => new Date(start + i * 3_600_000).toISOString());
    const input = instants.map((at) => `${JSON.stringify({ ...query, at })}\n`).join('');
    const ran = await countersign(['explain', '--policy', 'local/demo/policy.yaml', '--batch'], input);
    const answers = ran.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

    expect(ran).toMatchObject({ code: 0, complaints: '' });
    expect(answers.map(({ at }) => at)).toEqual(instants);
  });

  it('exits 1 when a line of a batch cannot be answered', async () => {
    const ran = await countersign(['explain', '--policy', 'local/demo/policy.yaml', '--batch'], '{}\n');

    expect(ran).toMatchObject({ code: 1, complaints: '' });
    expect(JSON.parse(ran.out)).toMatchObject({ error: { field: 'user' } });
  });

  it('stops without a word when the reader of its output leaves', async () => {
    const words = ['explain', '--policy', 'local/demo/policy.yaml', '--batch'];
    const child = spawn(process.execPath, ['cli/countersign.ts', ...words], { stdio: 'pipe' });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    child.stdin.on('error', () => undefined); // it stops reading as well
    child.stdout.destroy();
    child.stdin.end(`${JSON.stringify(query)}\n`.repeat(5000));

    expect(await text(child.stderr)).toBe('');
    expect(await ended).toBe(141);
  });

  it('exits 2 on wrong usage, with nothing on standard output', async () => {
    expect(await countersign(['explain'])).toMatchObject({ code: 2, out: '' });
  });
});
