import type {
  PolicyContents,
  PolicyHead,
  PolicyMeter,
  PolicyReader,
  PolicyWriter,
  ReadRows,
} from '../../../lambdas/application/ports/ports.ts';
import { canonical, type Json } from '../../../lambdas/core/audit/canonical.ts';
import type { Policy } from '../../../lambdas/core/policy/schema.ts';
import { compileAllRows } from '../../../lambdas/core/restriction/rows.ts';

const spelled = (value: unknown): string => canonical(JSON.parse(JSON.stringify(value ?? null)) as Json);

/** The policy in memory, with its version. `limit` is the most things that one change may touch. */
export const policyBook = (first?: Policy, limit = 100) => {
  let contents: PolicyContents | undefined = first && { version: 1, generation: 1, policy: first, retiredGroupIds: [] };
  const edit = (policy: Policy): void => {
    const kept = new Set(policy.groups.map(({ id }) => id));
    const gone = (contents?.policy.groups ?? []).map(({ id }) => id).filter((id) => !kept.has(id));
    const retiredGroupIds = [...(contents?.retiredGroupIds ?? []), ...gone];
    contents = { version: (contents?.version ?? 0) + 1, generation: 1, policy, retiredGroupIds };
  };
  const reader = makeReader(() => contents);
  const readRows: ReadRows = async (_head, action) =>
    compileAllRows(contents?.policy.groups ?? []).filter((row) => row.action === action);
  const meter: PolicyMeter = { limit, measure: ({ before, after }) => differences(before?.policy, after) };
  const applied = new Map<string, { bodyDigest: string; version: number }>();
  const writer: PolicyWriter = {
    apply: async ({ before, after, remember }) => {
      const version = (before?.version ?? 0) + 1;
      if (version !== (contents?.version ?? 0) + 1) return 'conflict';
      edit(after);
      if (remember) applied.set(remember.key, { bodyDigest: remember.bodyDigest, version });
      return 'applied';
    },
    remembered: async (key) => applied.get(key),
  };
  return { reader, readRows, meter, writer, edit };
};

const makeReader = (now: () => PolicyContents | undefined): PolicyReader => {
  const users = () => now()?.policy.users ?? [];
  const head = (): PolicyHead | undefined => {
    const contents = now();
    return (
      contents && { version: contents.version, generation: contents.generation, settings: contents.policy.settings }
    );
  };
  const credential = (id: string | undefined) => now()?.policy.credentials.find((one) => one.id === id);
  return {
    head: async () => head(),
    subject: async (principal, credentialId) => ({
      head: head(),
      user: users().find((user) => user.subject === principal),
      credential: credential(credentialId),
    }),
    credential: async (id) => credential(id),
    group: async (id) => now()?.policy.groups.find((group) => group.id === id),
    people: async (ids) =>
      Object.fromEntries(users().flatMap((user) => (ids.includes(user.id) ? [[user.id, user] as const] : []))),
    contents: async () => now(),
  };
};

/** How many users, credentials, groups and settings differ: what a real writer counts as items. */
const differences = (before: Policy | undefined, after: Policy): number => {
  const things = (policy: Policy | undefined): string[] =>
    policy ? [...policy.users, ...policy.credentials, ...policy.groups, policy.settings].map(spelled) : [];
  const old = new Set(things(before));
  const now = things(after);
  return now.filter((thing) => !old.has(thing)).length + [...old].filter((thing) => !now.includes(thing)).length;
};
