import { describe, expect, it } from 'vitest';
import { Crash, untilDone } from '../../support/fakes/crash.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { approved, pending } from '../../support/fakes/steps.ts';
import { aWorld, type World } from '../../support/fakes/world.ts';

const ROUNDS = 60;
const twice = <T>(things: readonly T[]): T[] => things.filter((thing, index) => things.indexOf(thing) !== index);

type Dispatch = ReturnType<typeof aDispatch>;
const mailsOf = ({ sent }: Dispatch): string[] => sent.map((mail) => `${mail.to} ${mail.subject}`);
const done = (dispatch: Dispatch) => ({
  published: new Set(dispatch.published),
  calls: new Set(dispatch.calls),
  mails: new Set(mailsOf(dispatch)),
});

/** The same story, dispatched until it is done: with a death at call `nth`, or with none. */
const play = async (story: (world: World) => Promise<unknown>, crash?: { nth: number; when: 'before' | 'after' }) => {
  const world = aWorld();
  await story(world);
  const healthy = aDispatch(world);
  const dying = aDispatch(world, { ...(crash ? { crash } : {}), like: healthy });
  await dying.dispatchAll().catch((error) => {
    const died = error instanceof Crash || error instanceof AggregateError || error.cause instanceof Crash;
    if (!died) throw error;
  });
  await untilDone(healthy.dispatchAll);
  return { dispatch: healthy, crashed: dying.crashed() };
};

describe('T-18: a dispatch that dies', () => {
  it.each([
    ['before', 'an approval', approved],
    ['after', 'an approval', approved],
    ['before', 'the mails of a level', pending],
    ['after', 'the mails of a level', pending],
  ] as const)(
    '%s any call of %s loses nothing, and repeats at most what was not marked',
    async (when, _name, story) => {
      const undisturbed = done((await play(story)).dispatch);
      let crashes = 0;
      for (let nth = 1; nth <= ROUNDS; nth += 1) {
        const { dispatch, crashed } = await play(story, { nth, when });
        if (!crashed) break;

        crashes = nth;
        expect(done(dispatch), `died ${when} call ${nth}`).toEqual(undisturbed);
        // What a machine takes is marked with the next write: its record and its call may come twice, a mail once more.
        const [records, calls, mails] = [dispatch.published, dispatch.calls, mailsOf(dispatch)].map(twice);
        expect([records?.length, calls?.length, mails?.length].every((count) => count === 0 || count === 1)).toBe(true);
      }
      expect(crashes).toBeGreaterThanOrEqual(15);
      expect(crashes).toBeLessThan(ROUNDS);
    },
  );

  it('between a mail and its mark sends that one mail twice, and no other', async () => {
    const world = aWorld();
    await pending(world);
    const { dispatchAll, sent, failNextMark } = aDispatch(world);
    failNextMark('0:bruno');

    await expect(dispatchAll()).rejects.toThrow('what was done of it is not marked');
    await dispatchAll();

    expect(sent.map(({ to }) => to)).toEqual(['bruno@example.com', 'bruno@example.com', 'carla@nodmarc.example']);
    expect(sent[1]).toEqual(sent[0]);
  });
});
