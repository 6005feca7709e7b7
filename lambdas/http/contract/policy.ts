import * as z from 'zod';
import { policyProblem } from './problem.ts';
import type { Route } from './route.ts';

/** Read as it is and judged by the use case, which names every error with its path; YAML is the command's to read. */
const writtenPolicy = z
  .looseObject({})
  .meta({ id: 'Policy', description: 'A policy as JSON: settings, users, credentials, groups' });

/** A policy is larger than other bodies; what does not fit one transaction is refused with its size. */
const MAX_POLICY_BYTES = 2 * 1024 * 1024;

export const showPolicy = {
  method: 'GET',
  path: '/policy',
  operationId: 'show-policy',
  summary: 'The policy that is in force',
  success: 200,
  answer: z
    .object({ version: z.int(), policy: writtenPolicy, retiredGroupIds: z.array(z.int()) })
    .meta({ id: 'PolicyContents' }),
  problems: [403, 404],
  roles: ['administrator'],
  idempotent: false,
} as const satisfies Route;

export const checkPolicy = {
  method: 'POST',
  path: '/policy/check',
  operationId: 'check-policy',
  summary: 'What is wrong with a policy, and how large a change it would be; nothing is written',
  body: writtenPolicy,
  maxBodyBytes: MAX_POLICY_BYTES,
  success: 200,
  answer: z
    .object({
      errors: z.array(policyProblem),
      warnings: z.array(policyProblem),
      items: z.int().meta({ description: 'How many items the change writes' }),
      limit: z.int().meta({ description: 'How many fit one transaction' }),
    })
    .meta({ id: 'PolicyFindings' }),
  problems: [403, 413, 415],
  roles: ['administrator'],
  idempotent: false,
} as const satisfies Route;

export const applyPolicy = {
  method: 'POST',
  path: '/policy/apply',
  operationId: 'apply-policy',
  summary: 'Put a policy into force; an invalid one changes nothing, and so does the one that is in force',
  body: writtenPolicy,
  maxBodyBytes: MAX_POLICY_BYTES,
  success: 200,
  answer: z.object({ version: z.int() }).meta({ id: 'PolicyApplied' }),
  problems: [403, 409, 413, 415, 422],
  roles: ['administrator'],
  idempotent: true,
} as const satisfies Route;
