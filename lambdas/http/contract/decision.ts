import * as z from 'zod';
import { action, instant } from './text.ts';

const outcome = z
  .enum(['deny', 'allow', 'justify', 'approve'])
  .meta({ description: '000 deny, 100 allow, 110 justify, 111 approve' });
const code = z.string().meta({ description: 'The restriction code: eight digits', examples: ['11110045'] });

const nextChange = z
  .object({ at: instant, code, outcome })
  .nullable()
  .meta({ description: 'The first instant at which outcome or winner changes' });

/** The explanation of a decision, field by field as `countersign explain --json` prints it (policy.md). */
export const decision = z
  .object({
    outcome,
    code: code.nullable(),
    groupId: z.int().nullable(),
    user: z.string(),
    credential: z.string(),
    action,
    at: instant,
    vaultTime: z.string().meta({ examples: ['2026-11-24T14:00:00-03:00[America/Sao_Paulo]'] }),
    candidates: z
      .array(z.object({ code, groupId: z.int(), name: z.string(), because: z.string() }))
      .meta({ description: 'Every related group in decision order; the first wins' }),
    nextChange,
  })
  .meta({ id: 'Decision', description: 'Which access group applies and why' });

/** What a decision comes to, for a list. */
export const decisionSummary = decision
  .pick({ outcome: true, code: true, groupId: true, nextChange: true })
  .meta({ id: 'DecisionSummary' });
