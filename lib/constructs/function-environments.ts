import type { AnswerPageEnv } from '../../lambdas/functions/answer-page/env.ts';
import type { ApplyPolicyEnv } from '../../lambdas/functions/apply-policy/env.ts';
import type { AskLevelEnv } from '../../lambdas/functions/ask-level/env.ts';
import type { CancelRequestEnv } from '../../lambdas/functions/cancel-request/env.ts';
import type { ChangeSessionRolesEnv } from '../../lambdas/functions/change-session-roles/env.ts';
import type { CheckPolicyEnv } from '../../lambdas/functions/check-policy/env.ts';
import type { ClearAbsenceEnv } from '../../lambdas/functions/clear-absence/env.ts';
import type { CloseAccessEnv } from '../../lambdas/functions/close-access/env.ts';
import type { DispatchEffectsEnv } from '../../lambdas/functions/dispatch-effects/env.ts';
import type { ExplainDecisionEnv } from '../../lambdas/functions/explain-decision/env.ts';
import type { LapseRequestEnv } from '../../lambdas/functions/lapse-request/env.ts';
import type { ListCredentialsEnv } from '../../lambdas/functions/list-credentials/env.ts';
import type { ListRequestsEnv } from '../../lambdas/functions/list-requests/env.ts';
import type { OpenSessionEnv } from '../../lambdas/functions/open-session/env.ts';
import type { ReceiveReplyEnv } from '../../lambdas/functions/receive-reply/env.ts';
import type { RecordDecisionEnv } from '../../lambdas/functions/record-decision/env.ts';
import type { RecoverRequestEnv } from '../../lambdas/functions/recover-request/env.ts';
import type { ReleasePasswordEnv } from '../../lambdas/functions/release-password/env.ts';
import type { ReportRequestsEnv } from '../../lambdas/functions/report-requests/env.ts';
import type { ReturnAccessEnv } from '../../lambdas/functions/return-access/env.ts';
import type { RevokeAccessEnv } from '../../lambdas/functions/revoke-access/env.ts';
import type { RotatePasswordEnv } from '../../lambdas/functions/rotate-password/env.ts';
import type { SetAbsenceEnv } from '../../lambdas/functions/set-absence/env.ts';
import type { ShowAbsenceEnv } from '../../lambdas/functions/show-absence/env.ts';
import type { ShowPolicyEnv } from '../../lambdas/functions/show-policy/env.ts';
import type { ShowRequestEnv } from '../../lambdas/functions/show-request/env.ts';
import type { SubmitRequestEnv } from '../../lambdas/functions/submit-request/env.ts';
import type { SweepDueEnv } from '../../lambdas/functions/sweep-due/env.ts';
import type { UseEmergencyEnv } from '../../lambdas/functions/use-emergency/env.ts';

type Nothing = Record<never, string>;

/** Every Lambda by its verb-noun, with the variables that its handler demands. */
export interface FunctionEnvironments {
  'activate-receiving': Nothing;
  'answer-page': AnswerPageEnv;
  'apply-policy': ApplyPolicyEnv;
  'ask-level': AskLevelEnv;
  'cancel-request': CancelRequestEnv;
  'change-session-roles': ChangeSessionRolesEnv;
  'check-policy': CheckPolicyEnv;
  'clear-absence': ClearAbsenceEnv;
  'close-access': CloseAccessEnv;
  'dispatch-effects': DispatchEffectsEnv;
  'explain-decision': ExplainDecisionEnv;
  'lapse-request': LapseRequestEnv;
  'list-credentials': ListCredentialsEnv;
  'list-requests': ListRequestsEnv;
  'open-session': OpenSessionEnv;
  'receive-reply': ReceiveReplyEnv;
  'record-decision': RecordDecisionEnv;
  'recover-request': RecoverRequestEnv;
  'release-password': ReleasePasswordEnv;
  'report-requests': ReportRequestsEnv;
  'return-access': ReturnAccessEnv;
  'revoke-access': RevokeAccessEnv;
  'rotate-password': RotatePasswordEnv;
  'serve-openapi': Nothing;
  'set-absence': SetAbsenceEnv;
  'show-absence': ShowAbsenceEnv;
  'show-policy': ShowPolicyEnv;
  'show-request': ShowRequestEnv;
  'submit-request': SubmitRequestEnv;
  'sweep-due': SweepDueEnv;
  'use-emergency': UseEmergencyEnv;
}

export type FunctionName = keyof FunctionEnvironments;
