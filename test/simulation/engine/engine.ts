import type { Invariant } from '../invariants/invariant.ts';
import type { Unkindness } from './faults.ts';
import { makeJournal } from './journal.ts';
import { makeObserver } from './observer.ts';
import { makeProcesses } from './processes.ts';
import type { Random } from './random.ts';
import type { Sight } from './seen.ts';
import { makeTimeline } from './timeline.ts';

/** 12:50 vault time: hours that turn at 13:00 and at 14:00 are met. */
const BEGINNING = Date.parse('2026-11-24T15:50:00Z');
const JOURNAL_LINES = 60;

/** A sight without what the engine adds to it. */
export type Told = Sight extends infer One ? (One extends Sight ? Omit<One, 'now' | 'process'> : never) : never;

export type Engine = ReturnType<typeof makeEngine>;

/** One event loop: the virtual clock, the processes on it, and whoever watches them. */
export const makeEngine = (random: Random, unkindness: Unkindness, invariants: readonly Invariant[]) => {
  const timeline = makeTimeline(BEGINNING);
  const weather = { now: unkindness };
  const processes = makeProcesses({ timeline, random, stalls: () => weather.now.stalls });
  const observer = makeObserver(invariants);
  const journal = makeJournal(JOURNAL_LINES);
  return {
    random,
    timeline,
    processes,
    observer,
    /** How unkind the world is at the moment. */
    weather,
    lines: journal.lines,
    note: (line: string): void => journal.note(`${new Date(timeline.now()).toISOString().slice(11, 23)} ${line}`),
    /** Something was seen: whoever is acting did it. */
    see: (told: Told): void => observer.see({ ...told, now: timeline.now(), process: processes.acting() } as Sight),
  };
};
