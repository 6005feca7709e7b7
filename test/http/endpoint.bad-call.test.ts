import { describe, expect, it } from 'vitest';
import { submitRequestEndpoint } from '../../lambdas/http/endpoints/requests.ts';
import { callEndpoint, keepingLogger } from './call-endpoint.ts';

const good = { credential: 'orders-admin', action: 'view_password' };
const window = { start: '2026-11-24T14:00:00-03:00', end: '2026-11-24T18:00:00Z' };

const endpoint = submitRequestEndpoint({ clock: () => 0, logger: keepingLogger() }, async () => {
  throw new Error('a bad call reached the use case');
});

const call = (body: unknown, headers?: Record<string, string>) =>
  callEndpoint(endpoint, { body, ...(headers && { headers }) });

describe('a body that is not what the contract says', () => {
  it.each([
    [
      'an unknown field, as an approverId or a status would be (S-15)',
      { ...good, colour: 'red' },
      'unknown-field',
      'colour',
    ],
    ['an unknown field deeper down', { ...good, window: { ...window, zone: 'UTC' } }, 'unknown-field', 'window.zone'],
    [
      'constructor as a field',
      '{"credential":"a","action":"view_password","constructor":1}',
      'unknown-field',
      'constructor',
    ],
    [
      '__proto__ (E-17)',
      '{"credential":"a","action":"view_password","__proto__":{"x":1}}',
      'unknown-field',
      '__proto__',
    ],
    ['__proto__ deeper down', '{"credential":"a","window":{"__proto__":{"x":1}}}', 'unknown-field', '__proto__'],
    ['constructor.prototype', '{"constructor":{"prototype":{"x":1}}}', 'unknown-field', 'constructor'],
    ['a missing field', { action: 'view_password' }, 'invalid-field', 'credential'],
    ['no body at all', undefined, 'invalid-field', 'credential'],
    ['an action that there is not', { ...good, action: 'reboot' }, 'invalid-field', 'action'],
    ['a wrong type', { ...good, justification: ['x'] }, 'invalid-field', 'justification'],
    ['too long a text', { ...good, justification: 'x'.repeat(2001) }, 'invalid-field', 'justification'],
    ['a control character', { ...good, justification: 'a\u0000b' }, 'invalid-field', 'justification'],
    ['an escape sequence', { ...good, ticket: 'a\u001b[31m' }, 'invalid-field', 'ticket'],
    [
      'a lone surrogate',
      String.raw`{"credential":"a","action":"view_password","reason":"\ud800"}`,
      'invalid-field',
      'reason',
    ],
    [
      'a time without offset',
      { ...good, window: { ...window, start: '2026-11-24T14:00:00' } },
      'invalid-field',
      'window.start',
    ],
    [
      'a day that there is not',
      { ...good, window: { ...window, end: '2026-02-30T14:00:00Z' } },
      'invalid-field',
      'window.end',
    ],
    ['a window without end', { ...good, window: { start: window.start } }, 'invalid-field', 'window.end'],
    ['a list', [], 'invalid-field', undefined],
    ['null', 'null', 'invalid-field', undefined],
    ['no JSON', '{"credential":', 'malformed-json', undefined],
  ])('%s is a 400 that names the field', async (_what, body, rule, field) => {
    const { status, json } = await call(body);
    expect({ status, rule: json.rule, field: json.field }).toEqual({ status: 400, rule, field });
  });

  it.each([
    'requester',
    'requesterId',
    'approverId',
    'status',
    'state',
    'now',
    'createdAt',
    'policyVersion',
    'groupId',
  ])('cannot set %s, which is the server’s to say', async (field) => {
    expect((await call({ ...good, [field]: 'x' })).json).toMatchObject({ status: 400, rule: 'unknown-field', field });
  });

  it('of another type is a 415', async () => {
    const { json } = await call(good, { 'content-type': 'application/x-www-form-urlencoded' });
    expect(json).toMatchObject({ status: 415, rule: 'body-not-json', field: 'Content-Type' });
  });

  it.each([
    ['16 KiB', 16 * 1024, 400],
    ['one byte more', 16 * 1024 + 1, 413],
  ])('of %s is a %i', async (_what, size, status) => {
    const frame = JSON.stringify({ ...good, justification: '' });
    const body = JSON.stringify({ ...good, justification: 'x'.repeat(size - frame.length) });
    expect((await call(body)).status).toBe(status);
  });
});

describe('the Idempotency-Key', () => {
  it.each(['', ' ', 'a b', 'é', 'x'.repeat(65), 'a\tb'])('%j is refused with its name', async (key) => {
    expect((await call(good, { 'Idempotency-Key': key })).json).toMatchObject({
      status: 400,
      rule: 'invalid-field',
      field: 'Idempotency-Key',
    });
  });
});
