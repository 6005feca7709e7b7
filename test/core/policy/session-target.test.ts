import { describe, expect, it } from 'vitest';
import { sessionTarget } from '../../../lambdas/core/policy/session-target.ts';

const whole = { engine: 'postgres', host: 'db', port: 5432, node: 'mi-1' };

describe('the target of a credential', () => {
  it('says where its sessions go', () => {
    expect(sessionTarget({ target: { ...whole, database: 'shop' } })).toEqual(whole);
  });

  it.each([
    undefined,
    {},
    { ...whole, engine: undefined },
    { ...whole, engine: 'oracle' },
    { ...whole, host: undefined },
    { ...whole, port: undefined },
    { ...whole, node: undefined },
  ])('is not enough for one when it is %j', (target) => {
    expect(sessionTarget({ target })).toBeUndefined();
  });
});
