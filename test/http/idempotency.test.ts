import { describe, expect, it } from 'vitest';
import { idempotencyOf } from '../../lambdas/http/idempotency.ts';

const act = { operation: 'cancel-request', params: { id: 'a' }, body: { x: 1, y: [{ b: 1, a: 2 }] } };

describe('the digest that comes with a key', () => {
  it('is not there without a key', () => {
    expect(idempotencyOf(undefined, act)).toBeUndefined();
  });

  it('does not depend on the order of fields', () => {
    const same = { body: { y: [{ a: 2, b: 1 }], x: 1 }, params: { id: 'a' }, operation: 'cancel-request' };
    expect(idempotencyOf('k', same)).toEqual(idempotencyOf('k', act));
  });

  it.each([
    ['another operation', { ...act, operation: 'return-access' }],
    ['another request', { ...act, params: { id: 'b' } }],
    ['another body', { ...act, body: { x: 1, y: [{ b: 1, a: 3 }] } }],
  ])('differs for %s', (_what, other) => {
    expect(idempotencyOf('k', other)?.bodyDigest).not.toBe(idempotencyOf('k', act)?.bodyDigest);
  });

  it('is a SHA-256 in hexadecimal digits beside the key as it was sent', () => {
    expect(idempotencyOf('Key~1!', act)).toEqual({
      key: 'Key~1!',
      bodyDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });
});
