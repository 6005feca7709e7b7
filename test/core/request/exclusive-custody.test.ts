import { describe, expect, it } from 'vitest';
import { heldBy, lockAfterTaking } from '../../../lambdas/core/request/exclusive-custody.ts';
import { lockAfterChange, lockAfterClose } from '../../../lambdas/core/request/owed-change.ts';
import { given } from '../../support/given-when-then.ts';
import { aGranted, anApproved } from '../../support/request-builders.ts';
import { at, facts, minutes, window } from '../../support/request-parts.ts';

const holder = { requestId: 'theirs', by: 'ben' };
const theirs = { requestId: 'theirs', ...window('14:00', '15:00') };
const mine = { requestId: facts().id, ...window('14:10', '16:00') };
const holding = { lock: { holder, owedSince: 5 }, grants: [mine, theirs] };

describe('an exclusive credential', () => {
  it('is held by who used it first, until the end of that grant', () => {
    expect(heldBy(holding)).toEqual({ by: 'ben', until: at('15:00') });
    expect(heldBy(holding, mine.requestId)).toEqual({ by: 'ben', until: at('15:00') });
  });

  it('is not held against the request that has it, by a grant that is closed, or by nobody', () => {
    expect(heldBy(holding, 'theirs')).toBeUndefined();
    expect(heldBy({ ...holding, grants: [mine] })).toBeUndefined();
    expect(heldBy({ lock: {}, grants: [mine, theirs] })).toBeUndefined();
  });

  it('is taken by a use, which leaves the rest of the lock as it is; who has it takes it no second time', () => {
    const request = anApproved();

    expect(lockAfterTaking(holding.lock, request)).toEqual({
      owedSince: 5,
      holder: { requestId: request.id, by: 'ana' },
    });
    expect(lockAfterTaking({ holder: { requestId: request.id, by: 'ana' } }, request)).toBeUndefined();
  });

  it('is free once the grant of its holder is closed, and not before', () => {
    const ending = { asksForChange: true, within: minutes(60), now: at('16:00') };

    expect(lockAfterClose(holding, { ...ending, over: theirs }, 'not-used').holder).toBeUndefined();
    expect(lockAfterClose(holding, { ...ending, over: theirs }, 'change').holder).toBeUndefined();
    expect(lockAfterClose(holding, { ...ending, over: mine }, 'change').holder).toEqual(holder);
    expect(lockAfterChange(holding, at('16:00')).holder).toEqual(holder);
  });

  it.each([aGranted(), anApproved()])('is refused to others while it is $name', (state) => {
    const held = { by: 'ben', until: at('15:00') };
    const use = { by: 'ana', flags: '110', passwordDue: false, heldBy: held } as const;

    const released = given(state).when({ ...use, type: 'release' });

    released.refuses('in-custody');
    expect(released.decided).toMatchObject({
      refusal: { reason: expect.stringContaining('with ben until 2026-11-24T15:00:00.000Z') },
    });
  });
});
