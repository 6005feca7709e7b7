import type { Request } from '../../lambdas/core/request/state.ts';
import { type Key, memoryTable } from '../support/fakes/memory-table.ts';
import type { Engine } from './engine/engine.ts';
import type { Change } from './engine/seen.ts';
import { watchTable } from './engine/watched-table.ts';

/** The table of requests, watched, with its stream and with indexes that lag behind it. */
export const makeStorage = (engine: Engine, effect: (key: Key, onSteps: boolean) => void) => {
  const { random, timeline, weather } = engine;
  const base = memoryTable();
  const index = memoryTable();
  /** What is not due any more leaves the index, as it is sparse; requests stay in their lists. */
  const catchUp = (key: Key): void => {
    const item = base.get(key);
    if (item) index.transact([item['due'] === undefined && key.sk !== 'STATE' ? { key, remove: true } : { key, item }]);
  };
  const table = watchTable(base, {
    effect,
    changed: (change) => {
      noteChange(engine, change);
      setLandmarks(engine, change.after.request);
      engine.see(change);
    },
    wrote: (key, text) => {
      engine.see({ kind: 'wrote', where: `${key.pk} ${key.sk}`, text });
      if (isIndexed(key)) timeline.at(timeline.now() + random.between(0, weather.now.lagMillis), () => catchUp(key));
    },
  });
  return { base, index, table };
};

const isIndexed = ({ sk }: Key): boolean => sk === 'STATE' || sk.startsWith('E#');

const noteChange = ({ note }: Engine, { after, records }: Change): void => {
  if (records.length === 0) return;
  note(`  ${after.request.id} ${after.request.name}: ${records.map(({ type }) => type).join(', ')}`);
};

/** Timers that do nothing: they make sure that the clock stands still close to what matters. */
const setLandmarks = ({ timeline, random }: Engine, request: Request): void => {
  const instants = [
    ...(request.name === 'pending' ? [request.deadline] : []),
    ...('window' in request ? [request.window.start, request.window.end] : []),
  ];
  for (const instant of instants) timeline.at(instant - random.pick([1, 3_000]), () => undefined);
};
