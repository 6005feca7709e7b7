import type { Submit } from '../../lambdas/core/request/commands.ts';
import type {
  Approval,
  ApprovalRules,
  LevelSnapshot,
  RequestFacts,
  SessionPlace,
  SubmittedFacts,
} from '../../lambdas/core/request/state.ts';
import type { AccessWindow } from '../../lambdas/core/request/window.ts';
import type { Decision } from '../../lambdas/core/restriction/decision.ts';

/** An instant of the day of all these tests, in UTC: `14:00`, or to the millisecond `13:59:59.999`. */
export const at = (time: string): number => Date.parse(`2026-11-24T${time}Z`);

export const window = (start: string, end: string): AccessWindow => ({ start: at(start), end: at(end) });

/** Where the sessions of these tests are opened. */
export const sessionPlace: SessionPlace = { secret: 'countersign/orders-admin', node: 'mi-0123456789abcdef0' };

export const minutes = (count: number): number => count * 60_000;

const explanation: Decision = {
  outcome: 'approve',
  code: '11110045',
  groupId: 45,
  user: 'ana',
  credential: 'orders-admin',
  action: 'view_password',
  at: '2026-11-24T14:00:00.000Z',
  vaultTime: '2026-11-24T11:00:00-03:00[America/Sao_Paulo]',
  candidates: [{ code: '11110045', groupId: 45, name: 'Production databases', because: 'approval is required' }],
  nextChange: null,
};

/** Ana asks for the password of orders-admin at 14:00. */
export const facts = (more: Partial<SubmittedFacts> = {}): SubmittedFacts => ({
  id: '01KATZ9B00TESTREQUEST00001',
  requester: 'ana',
  credential: 'orders-admin',
  action: 'view_password',
  groupId: 45,
  restrictionCode: '11110045',
  policyVersion: 3,
  explanation,
  justification: 'The nightly job is stuck',
  rotate: 'always',
  createdAt: at('14:00'),
  ...more,
});

/** The same facts as every state after the submission has them. */
export const knownFacts = (more: Partial<RequestFacts> = {}): RequestFacts => {
  const { explanation: _, ...known } = facts();
  return { ...known, applied: { name: 'Production databases', because: 'approval is required' }, ...more };
};

/** A level: one approval meets it and one disapproval ends the request, unless it is said otherwise. */
export const level = (approvers: readonly string[], more: Partial<LevelSnapshot> = {}): LevelSnapshot => ({
  approvers,
  approvals: 1,
  disapprovals: 1,
  ...more,
});

/** Two levels, bruno or carla and then dora or edu; at most four hours; emergency allowed. */
export const rules = (more: Partial<ApprovalRules> = {}): ApprovalRules => ({
  levels: [level(['bruno', 'carla']), level(['dora', 'edu'])],
  inLevels: true,
  emergency: true,
  emailReply: true,
  clockStarts: 'request',
  remindAfter: minutes(30),
  notifyHandled: false,
  review: { within: minutes(72 * 60) },
  maxWindow: minutes(240),
  ...more,
});

/** What the approval adds: the window 14:00 to 16:00 was asked for, and 15:30 is the deadline. */
export const approval = (): Approval => ({
  rules: rules(),
  deadline: at('15:30'),
  windows: [window('14:00', '16:00')],
  ballots: [],
  reached: 1,
});

type Asked = NonNullable<Submit['approval']>;

/** Ask for a use that needs approval. */
export const submit = (more: Partial<Asked> = {}): Submit => ({
  type: 'submit',
  facts: facts(),
  approval: { rules: rules(), deadline: at('15:30'), window: window('14:00', '16:00'), ...more },
});
