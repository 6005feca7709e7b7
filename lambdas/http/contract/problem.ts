import * as z from 'zod';

export const policyProblem = z
  .object({
    path: z.string().meta({ description: 'Where it stands, such as `groups[0].viewPassword`' }),
    line: z.int().optional(),
    rule: z.string(),
    message: z.string(),
    fix: z.string(),
  })
  .meta({ id: 'PolicyProblem' });

/** What every refusal and every failure looks like (RFC 9457, `application/problem+json`). */
export const problem = z
  .object({
    type: z.string().meta({ description: 'Stable: `urn:countersign:problem:` and the rule' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'For people; may change' }),
    rule: z.string().meta({ description: 'Why, as a stable kebab-case name' }),
    field: z.string().optional().meta({ description: 'The part of the call that caused it' }),
    errors: z.array(policyProblem).optional().meta({ description: 'Everything that is wrong with a policy' }),
  })
  .meta({ id: 'Problem', description: 'Why the call did nothing (RFC 9457)' });

export type Problem = z.output<typeof problem>;
