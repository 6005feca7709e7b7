import type { RequestChange, StoredRequest } from '../../lambdas/application/ports/ports.ts';
import type { User } from '../../lambdas/core/policy/schema.ts';
import type { Step } from '../../lambdas/core/request/effects.ts';
import { currentWindow } from '../../lambdas/core/request/state.ts';
import type { SimulatedPorts } from './ports.ts';
import { CANARY } from './services/rotation-target.ts';
import type { Flaw } from './world.ts';

/** A flaw that changes what is committed. */
const committing =
  (change: (change: RequestChange) => RequestChange): Flaw =>
  (ports) => ({ ...ports, requests: { ...ports.requests, commit: (it) => ports.requests.commit(change(it)) } });

/** A flaw that changes the steps of an event before they are done. */
const performing =
  (change: (step: Step) => Step): Flaw =>
  (ports) => ({
    ...ports,
    effects: {
      ...ports.effects,
      load: async (key) => {
        const effect = await ports.effects.load(key);
        return effect && { ...effect, steps: effect.steps.map(change) };
      },
    },
  });

const everybody = ['ben', 'carla', 'dora', 'edu', 'fabio', 'gil'];

const nothingDue: SimulatedPorts['due'] = { page: async () => ({ items: [] }) };

const mallory = 'mallory@example.com';

const withAddress = (people: Readonly<Record<string, User>>): Readonly<Record<string, User>> =>
  Object.fromEntries(Object.entries(people).map(([id, user]) => [id, { ...user, email: mallory }]));

/** Everybody is enabled, and named by every level of every group. */
const trustingPolicy = ({ policy }: SimulatedPorts): SimulatedPorts['policy'] => ({
  ...policy,
  people: async (ids) => {
    const people = Object.entries(await policy.people(ids));
    return Object.fromEntries(people.map(([id, user]) => [id, { ...user, enabled: true }]));
  },
  group: async (id) => {
    const group = await policy.group(id);
    if (!group?.viewPassword) return group;
    const levels = group.viewPassword.approval.levels.map((level) => ({ ...level, approvers: everybody }));
    const viewPassword = { ...group.viewPassword, approval: { ...group.viewPassword.approval, levels } };
    return { ...group, enabled: true, viewPassword };
  },
});

const askingEverybody = performing((step) =>
  step.kind === 'mail' && step.notice === 'approval-asked' ? { ...step, to: everybody } : step,
);

/** Requests that name everybody at every level. */
const withEverybody =
  ({ requests }: SimulatedPorts) =>
  async (id: string): Promise<StoredRequest | undefined> => {
    const stored = await requests.load(id);
    if (stored?.request.name !== 'pending') return stored;
    const { rules } = stored.request;
    const levels = rules.levels.map((level) => ({ ...level, approvers: everybody }));
    return { ...stored, request: { ...stored.request, rules: { ...rules, levels } } };
  };

/**
 * Mistakes that somebody could make, each with the invariant that must notice it. They are made at the ports, so that the
 * use cases and the core are the real ones.
 */
export const flaws = {
  'a store that writes without its condition': {
    breaks: 'I-3',
    flaw: (ports) => ({
      ...ports,
      requests: {
        ...ports.requests,
        commit: async (change) => {
          const from = (await ports.requests.load(change.request.id))?.version ?? 0;
          const recorded = change.recorded.map(({ record, steps }, index) => ({
            record: { ...record, seq: from + index + 1 },
            steps,
          }));
          return ports.requests.commit({ ...change, from, recorded });
        },
      },
    }),
  },
  'effects that are not marked when they are done': {
    breaks: 'I-9',
    flaw: (ports) => ({
      ...ports,
      effects: { ...ports.effects, markDone: async () => undefined, finish: async () => undefined },
    }),
  },
  'a workflow that is not started, and a sweeper that finds nothing': {
    breaks: 'I-11',
    flaw: (ports) => ({ ...ports, due: nothingDue, workflow: { ...ports.workflow, start: async () => undefined } }),
  },
  'a deadline that only a timer enforces': {
    breaks: 'I-6',
    flaw: (ports, { name }) => (name === 'vote' ? { ...ports, clock: () => ports.clock() - 3_600_000 } : ports),
  },
  'a release that does not look at the clock': {
    breaks: 'I-1',
    flaw: (ports, { name }) => (name === 'use' ? { ...ports, clock: () => ports.clock() - 600_000 } : ports),
  },
  'a password change that is confirmed and was not made': {
    breaks: 'I-2',
    flaw: (ports) => ({ ...ports, rotateSecret: async () => 'confirmed' }),
  },
  'a close that leaves the sessions alive': {
    breaks: 'I-2',
    flaw: (ports) => ({ ...ports, roles: { ...ports.roles, end: async () => undefined } }),
  },
  'a lock that forgets who has the credential': {
    breaks: 'C-1',
    flaw: (ports) => ({
      ...ports,
      custody: {
        ...ports.custody,
        read: async (credential) => {
          const { lock, ...custody } = await ports.custody.read(credential);
          return { ...custody, lock: { ...lock, holder: undefined } };
        },
      },
    }),
  },
  'an emergency that does not wait for the review of the last': {
    breaks: 'C-2',
    flaw: (ports, purpose) =>
      purpose.name === 'use-emergency'
        ? committing(({ review: _, ...change }) => change)({ ...ports, openReview: async () => undefined }, purpose)
        : ports,
  },
  'a close that never comes': {
    breaks: 'I-10',
    flaw: (ports) => ({
      ...ports,
      due: nothingDue,
      workflow: { ...ports.workflow, startClose: async () => undefined },
    }),
  },
  'a release that does not look at the lock': {
    breaks: 'I-10',
    flaw: (ports, { name }) =>
      name === 'use'
        ? {
            ...ports,
            custody: { ...ports.custody, read: async () => ({ lockVersion: 0, lock: {}, grants: [] }) },
            requests: {
              ...ports.requests,
              commit: ({ lockVersion: _, ...change }) => ports.requests.commit(change),
            },
          }
        : ports,
  },
  'people whose standing is not read anew': {
    breaks: 'I-5',
    flaw: (ports, { name }) => (name === 'vote' ? { ...ports, policy: trustingPolicy(ports) } : ports),
  },
  'records that are written outside the transaction': {
    breaks: 'I-7',
    flaw: (ports) => ({
      ...ports,
      requests: {
        ...ports.requests,
        commit: async (change) => {
          const version = change.from + change.recorded.length;
          const state = await ports.requests.commit({ ...change, from: version, recorded: [] });
          return state === 'committed' ? state : ports.requests.commit(change);
        },
      },
    }),
  },
  'approvers of all levels who are asked at once': {
    breaks: 'I-4',
    flaw: (ports, purpose) =>
      purpose.name === 'dispatch-effects'
        ? { ...askingEverybody(ports, purpose), requests: { ...ports.requests, load: withEverybody(ports) } }
        : ports,
  },
  'an emergency of which only one person is told': {
    breaks: 'I-9',
    flaw: performing((step) =>
      step.kind === 'mail' && step.notice === 'emergency-used'
        ? { ...step, to: step.to.slice(0, 1) as string[] }
        : step,
    ),
  },
  'an emergency mark that is lost': {
    breaks: 'I-16',
    flaw: committing((change) =>
      'emergency' in change.request
        ? { ...change, request: { ...change.request, emergency: undefined } as never }
        : change,
    ),
  },
  'a window that grows when it is granted': {
    breaks: 'I-8',
    flaw: committing((change) =>
      change.request.name === 'approved'
        ? {
            ...change,
            request: { ...change.request, window: { ...change.request.window, end: change.request.window.end + 1 } },
          }
        : change,
    ),
  },
  'an extension that is done before it is approved': {
    breaks: 'I-8',
    flaw: (ports) => ({
      ...ports,
      effects: {
        ...ports.effects,
        load: async (key) => {
          const effect = await ports.effects.load(key);
          const request = (await ports.requests.load(effect?.record.requestId ?? ''))?.request;
          const asks = effect?.record.type === 'RequestSubmitted' && request?.name === 'pending' && request.extends;
          if (!(effect && asks && request.name === 'pending')) return effect;
          const { end: until } = currentWindow(request);
          return { ...effect, steps: [...effect.steps, { kind: 'extend-access', grant: asks, until }] };
        },
      },
    }),
  },
  'sessions that last longer than their access': {
    breaks: 'I-2',
    flaw: (ports) => ({
      ...ports,
      roles: { ...ports.roles, prolong: (secret, id, until) => ports.roles.prolong(secret, id, until + 60_000) },
    }),
  },
  'answers that are not remembered': {
    breaks: 'I-14',
    flaw: committing(({ remember: _, ...change }) => change),
  },
  'a mail gate that takes anybody for the approver': {
    breaks: 'I-12',
    flaw: (ports, { name }) =>
      name === 'receive-reply'
        ? {
            ...ports,
            policy: { ...ports.policy, people: async (ids) => withAddress(await ports.policy.people(ids)) },
            invitations: {
              ...ports.invitations,
              find: async (hash) => {
                const invitation = await ports.invitations.find(hash);
                return invitation && { ...invitation, address: mallory };
              },
            },
          }
        : ports,
  },
  'a log that keeps the password': {
    breaks: 'I-15',
    flaw: (ports) => ({
      ...ports,
      log: { append: (entry, steps) => ports.log.append({ ...entry, detail: { seen: CANARY } }, steps) },
    }),
  },
} as const satisfies Readonly<Record<string, { readonly breaks: string; readonly flaw: Flaw }>>;
