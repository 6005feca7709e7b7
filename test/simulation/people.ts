import type { StoredRequest } from '../../lambdas/application/ports/ports.ts';
import type { Released } from '../../lambdas/application/release/release-password.ts';
import type { Result } from '../../lambdas/core/result.ts';
import { administratorCommands } from './commands/administrator.ts';
import { approverCommands } from './commands/approver.ts';
import type { Attempt, Command, Scene } from './commands/command.ts';
import { requesterCommands } from './commands/requester.ts';
import type { Ending } from './engine/processes.ts';
import { versionOf } from './services/rotation-target.ts';
import type { World } from './world.ts';

const commands: readonly Command[] = [...requesterCommands, ...approverCommands, ...administratorCommands];
const weights = Object.fromEntries(commands.map(({ name, weight }) => [name, weight]));

/** An API call lives as long as its Lambda may. */
const SECONDS_TO_LIVE = 29;

/** Everybody outside the vault: each call of `act` lets somebody try something. */
export const makePeople = (world: World) => {
  const { random, timeline, weather, observer } = world.engine;
  let keys = 0;
  const scene: Scene = {
    random,
    now: timeline.now,
    seen: observer.seen,
    post: world.post,
    sendReply: world.post.reply,
    newKey: () => {
      keys += 1;
      return `key-${keys}`;
    },
  };
  const call = (name: string, attempt: Attempt): void => {
    const { about, idempotencyKey, readOnly } = attempt;
    world.start({
      purpose: { name, about, idempotencyKey, mustNotChange: readOnly },
      secondsToLive: SECONDS_TO_LIVE,
      run: attempt.run,
      ended: (ending) => {
        tell(world, attempt, ending);
        const again = ending.kind === 'returned' ? weather.now.duplicates : 0.6;
        if (idempotencyKey && random.chance(again))
          timeline.at(timeline.now() + random.between(50, 30_000), () => call(name, attempt));
      },
    });
  };
  return {
    act: (): void => {
      const command = commands.find(({ name }) => name === random.weighted(weights));
      const attempt = command?.attempt(scene);
      if (!(command && attempt)) return;
      call(command.name, attempt);
      if (attempt.idempotencyKey && random.chance(weather.now.duplicates)) call(command.name, attempt);
    },
  };
};

/** What the person learned from the answer. */
const tell = ({ engine }: World, { views, idempotencyKey }: Attempt, ending: Ending): void => {
  if (ending.kind !== 'returned') return;
  const result = ending.value as Result<StoredRequest | Released>;
  if (!result?.ok) return;
  if (views !== undefined && 'login' in result.value)
    engine.see({ kind: 'handed-out', requestId: views, version: versionOf(result.value.login) });
  if ('request' in result.value) engine.see({ kind: 'answered', idempotencyKey, stored: result.value });
};
