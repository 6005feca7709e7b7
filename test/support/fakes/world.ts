import { sha256, sha256Bytes } from '../../../lambdas/adapters/runtime/runtime.ts';
import type { Principal, Role } from '../../../lambdas/application/people/principal.ts';
import type { Submission } from '../../../lambdas/application/requests/submission.ts';
import { makeSubmitRequest } from '../../../lambdas/application/requests/submit-request.ts';
import type { Policy } from '../../../lambdas/core/policy/schema.ts';
import { countedIds, settableClock } from './clock.ts';
import { memoryTable } from './memory-table.ts';
import { policyBook } from './policy-book.ts';
import { inMemoryStores } from './stores.ts';
import { vaultRecords } from './vault-log.ts';
import { vaultPolicy } from './vault-policy.ts';

export type World = ReturnType<typeof aWorld>;

/** A whole vault in memory at 14:00 of a Tuesday, vault time: every port that stores or decides, and what to look at. */
export const aWorld = ({
  policy = vaultPolicy(),
  at = '2026-11-24T17:00:00Z',
}: {
  policy?: Policy;
  at?: string;
} = {}) => {
  const time = settableClock(at);
  const table = memoryTable();
  const book = policyBook(policy);
  const stores = inMemoryStores(table, { clock: time.clock, digest: sha256 });
  const ports = {
    ...stores,
    policy: book.reader,
    readRows: book.readRows,
    newId: countedIds(),
    digestBytes: sha256Bytes,
    endSessions: async () => undefined,
    pause: async () => undefined,
  };
  /** What was recorded without a request: refusals and security events. */
  const refusals = () => vaultRecords(table).map(({ type, actor, detail }) => ({ type, actor, detail }));
  return { ports, time, table, book, refusals };
};

export const principal = (id: string, ...roles: Role[]): Principal => ({ id, roles });

/** Ana asks to view the password of orders-admin for two hours, with some answers changed. */
export const aSubmission = (more: Partial<Submission> = {}): Submission => ({
  principal: principal('ana'),
  credentialId: 'orders-admin',
  action: 'view_password',
  justification: 'The nightly job is stuck',
  window: { start: Date.parse('2026-11-24T17:00:00Z'), end: Date.parse('2026-11-24T19:00:00Z') },
  ...more,
});

/** The id of a request that was submitted and taken. */
export const submitted = async ({ ports }: World, more: Partial<Submission> = {}): Promise<string> => {
  const outcome = await makeSubmitRequest(ports)(aSubmission(more));
  if (!outcome.ok) throw new Error(`the submission was refused: ${outcome.refusal.rule}`);
  return outcome.value.request.id;
};
