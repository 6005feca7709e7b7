import * as z from 'zod';
import { decision, decisionSummary } from './decision.ts';
import type { Route } from './route.ts';
import { action, idInPath, instant } from './text.ts';

const credential = z
  .object({
    id: z.string(),
    username: z.string(),
    device: z.string(),
    site: z.string(),
    deviceType: z.string(),
    credentialType: z.string(),
    deviceTags: z.array(z.string()),
    credentialTags: z.array(z.string()),
    exclusive: z.boolean().meta({ description: 'For one at a time: the first use of a grant has it until its end' }),
    heldBy: z
      .object({ by: z.string(), until: instant })
      .nullable()
      .meta({ description: 'Who has an exclusive credential now; null = nobody' }),
    quarantinedSince: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'Nobody is given it: a change of its password is overdue since then' }),
    decisions: z.object({ view_password: decisionSummary, start_session: decisionSummary }),
  })
  .meta({ id: 'Credential', description: 'A privileged credential and what the caller may do with it now' });

export const listCredentials = {
  method: 'GET',
  path: '/credentials',
  operationId: 'list-credentials',
  summary: 'What I may use, and under which condition',
  success: 200,
  answer: z.object({ items: z.array(credential) }).meta({ id: 'CredentialList' }),
  problems: [403],
  roles: [],
  idempotent: false,
} as const satisfies Route;

export const explainDecision = {
  method: 'POST',
  path: '/credentials/{id}/decision',
  operationId: 'explain-decision',
  summary: 'Which access group applies to me and this credential now, and why (a dry run)',
  params: idInPath,
  body: z.strictObject({ action }).meta({ id: 'DecisionQuestion' }),
  success: 200,
  answer: decision,
  problems: [403, 413, 415],
  roles: [],
  idempotent: false,
} as const satisfies Route;
