import { countedIds } from '../support/fakes/clock.ts';
import { policyBook } from '../support/fakes/policy-book.ts';
import { inMemoryChannels, inMemoryRoles } from '../support/fakes/sessions.ts';
import { anyPolicy } from './any-policy.ts';
import { type Engine, makeEngine } from './engine/engine.ts';
import type { Unkindness } from './engine/faults.ts';
import type { Ending, Purpose } from './engine/processes.ts';
import type { Random } from './engine/random.ts';
import { dispatchBatch, invokeDispatch, machineTasks, receiptReader, type Start, sweep } from './functions.ts';
import type { Invariant } from './invariants/invariant.ts';
import { invariants } from './invariants/invariants.ts';
import { type Backend, portsOf, type SimulatedPorts } from './ports.ts';
import { makeMachines } from './services/machines.ts';
import { makePost } from './services/post.ts';
import { makeRotationTarget } from './services/rotation-target.ts';
import { makeStream } from './services/stream.ts';
import { makeStorage } from './storage.ts';

/** Something that is wrong with the product, made on purpose: the invariants must find it. */
export type Flaw = (ports: SimulatedPorts, purpose: Purpose) => SimulatedPorts;

export interface WorldOptions {
  readonly random: Random;
  readonly unkindness: Unkindness;
  readonly flaw?: Flaw | undefined;
  /** The only invariant that is watched; absent = all. */
  readonly only?: string | undefined;
}

export type World = ReturnType<typeof makeWorld>;

/** A whole vault: the real use cases over the fakes of their ports, and the services that call them. */
export const makeWorld = ({ random, unkindness, only, flaw = (ports) => ports }: WorldOptions) => {
  const engine = makeEngine(random, unkindness, watchedBy(only));
  const { timeline, weather } = engine;
  const services = {
    timeline,
    random,
    duplicates: () => weather.now.duplicates,
    lost: () => weather.now.losses,
  };
  const start: Start = (order) => startProcess(engine, (skew) => flaw(portsOf(backend, skew), order.purpose), order);
  const runBatch = dispatchBatch(engine, start);
  const stream = makeStream({ ...services, runBatch });
  const post = makePost({ ...services, runReceipt: receiptReader(start) });
  const machines = makeMachines({ ...services, tasks: machineTasks(start) });
  const changed = (secret: string): void => engine.see({ kind: 'password-changed', secret });
  const target = makeRotationTarget({ ...services, broken: () => weather.now.brokenRotations, changed });
  const { base, index, table } = makeStorage(engine, stream.add);
  const policy = anyPolicy(random);
  engine.see({ kind: 'policy-changed', policy });
  const backend: Backend = {
    now: timeline.now,
    table,
    index,
    book: watchedBook(engine, policyBook(policy)),
    newId: countedIds(),
    machines,
    post,
    target,
    channel: inMemoryChannels().channel,
    roles: watchedRoles(engine),
    reading: { count: 0 },
    dispatch: invokeDispatch(runBatch),
    ...watchedWays(engine, post),
  };
  const sweeper = makeSweeper(engine, start);
  return { engine, start, sweeper, stream, post, machines, target, base, backend };
};

const MINUTE = 60_000;

/** The schedule of the sweeper. `runs` tells how often it ran, `timer` is the only one that is always set. */
const makeSweeper = ({ timeline }: Engine, start: Start) => {
  let runs = 0;
  const run = (): void => {
    runs += 1;
    sweep(start, () => undefined);
    timeline.at(timeline.now() + MINUTE, run);
  };
  timeline.at(timeline.now() + MINUTE, run);
  return { runs: (): number => runs };
};

const watchedBy = (only: string | undefined): readonly Invariant[] =>
  invariants.filter(({ id }) => only === undefined || id === only);

const startProcess = (
  { random, weather, processes, note }: Engine,
  portsFor: (skew: number) => SimulatedPorts,
  { purpose, secondsToLive, run, ended }: Parameters<Start>[0],
): void => {
  const skew = random.between(-weather.now.skewMillis, weather.now.skewMillis);
  const lifeMillis = secondsToLive * 1000;
  const begin = (ports: SimulatedPorts, { id }: { readonly id: number }) => {
    note(`#${id} ${purpose.name} ${purpose.about}`);
    return run(ports);
  };
  processes.spawn({
    purpose,
    skew,
    lifeMillis,
    ports: portsFor(skew),
    run: begin,
    ended: (ending, { id }) => {
      note(`#${id} ${purpose.name} ${inWords(ending)}`);
      ended?.(ending);
    },
  });
};

const inWords = (ending: Ending): string => {
  switch (ending.kind) {
    case 'returned':
      return `ends${refusalOf(ending.value)}`;
    case 'threw':
      return `fails: ${ending.error.name}: ${ending.error.message}`;
    case 'died':
      return 'dies';
  }
};

const refusalOf = (value: unknown): string => {
  const { refusal } = (value ?? {}) as { readonly refusal?: { readonly rule: string } };
  return refusal ? `, refused by ${refusal.rule}` : '';
};

/** The policy in memory, of which every change is told. */
const watchedBook = (engine: Engine, book: Backend['book']): Backend['book'] => ({
  ...book,
  writer: {
    ...book.writer,
    apply: async (change) => {
      const outcome = await book.writer.apply(change);
      if (outcome === 'applied') engine.see({ kind: 'policy-changed', policy: change.after });
      return outcome;
    },
  },
});

/** The roles of sessions, of which it is told when one can be used and when it is gone. */
const watchedRoles = ({ see }: Engine): Backend['roles'] => {
  const { roles } = inMemoryRoles();
  return {
    ...roles,
    activate: async (secret, sessionId, activation) => {
      const state = await roles.activate(secret, sessionId, activation);
      if (state === 'active') see({ kind: 'session-usable', sessionId, until: activation.until });
      return state;
    },
    prolong: async (secret, sessionId, until) => {
      const state = await roles.prolong(secret, sessionId, until);
      if (state === 'prolonged') see({ kind: 'session-usable', sessionId, until });
      return state;
    },
    end: async (secret, sessionIds) => {
      await roles.end(secret, sessionIds);
      see({ kind: 'sessions-gone', sessionIds });
    },
  };
};

/** What leaves the vault, told before it is on its way. */
const watchedWays = ({ see }: Engine, post: Backend['post']): Pick<Backend, 'sendMail' | 'publish'> => ({
  sendMail: async ({ effect = '', ...mail }) => {
    see({ kind: 'mailed', mail, effect });
    see({ kind: 'wrote', where: `a mail to ${mail.to}`, text: JSON.stringify(mail) });
    return post.sendMail(mail);
  },
  publish: async (record) => see({ kind: 'wrote', where: 'the audit bus', text: JSON.stringify(record) }),
});
