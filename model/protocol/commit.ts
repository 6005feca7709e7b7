import type { Order, Taken } from './command.ts';
import { hasGrant, type Request } from './request.ts';
import type { Setting } from './setting.ts';
import { type Case, caseOf, type Outbox, type State, withCase } from './state.ts';

/**
 * The one transaction of a decision: the request, its records, what they ask to be done, and the lock of the credential
 * when a grant begins, moves or ends (design.md 4; docs/adr/0002).
 */
export const commit = (setting: Setting, state: State, of: number, taken: Taken): State => {
  const before = caseOf(state, of);
  const { request, events, orders } = taken;
  const apart = setting.broken === 'audit-outside-transaction';
  const next = withCase(state, of, {
    request,
    records: before.records + (apart ? 0 : events.length),
    unwritten: before.unwritten + (apart ? events.length : 0),
    outbox: orders.reduce(post, before.outbox),
  });
  const ended = isEndedEarly(request) ? { ...next, now: Math.max(next.now, request.end) } : next;
  if (!movesGrant(before, taken)) return ended;
  return { ...ended, vault: { ...ended.vault, lockVersion: ended.vault.lockVersion + 1 } };
};

const isEndedEarly = ({ name }: Request): boolean => name === 'revoked' || name === 'returned';

const movesGrant = ({ request: before }: Case, { request: after }: Taken): boolean =>
  hasGrant(before) !== hasGrant(after) || before.end !== after.end;

const post = (outbox: Outbox, order: Order): Outbox => {
  switch (order.to) {
    case 'start-workflow':
      return { ...outbox, start: true };
    case 'stop-workflow':
      return { ...outbox, stop: true };
    case 'start-close':
      return { ...outbox, close: true };
    case 'answer-workflow':
      return { ...outbox, answers: outbox.answers.with(order.round, order.answer) };
    case 'ask':
      return { ...outbox, ask: order.level === 1 ? [true, outbox.ask[1]] : [outbox.ask[0], true] };
    case 'tell-emergency':
      return { ...outbox, tell: outbox.tell.map((due, person) => due || order.people.includes(person)) };
  }
};
