import * as z from 'zod';
import { durationSchema, positiveDurationSchema } from './duration.ts';
import { idSchema } from './user.ts';
import { windowSchema } from './window.ts';

/** The two moments at which a group is consulted (mission A1 1). */
export const actions = ['view_password', 'start_session'] as const;
export type Action = (typeof actions)[number];

/** The section of a group that speaks about an action. */
export const sectionOf = { view_password: 'viewPassword', start_session: 'startSession' } as const;

const quorum = z.int().min(1).default(1);

export const levelSchema = z.strictObject({
  approvers: z.array(idSchema),
  approvals: quorum,
  disapprovals: quorum,
});

const reviewSchema = z.strictObject({
  within: positiveDurationSchema
    .default('PT72H')
    .meta({ description: 'How long after an emergency its review is due' }),
  by: z.array(idSchema).min(1).optional().meta({
    description: 'Who reviews, besides administrators; absent = any approver of the request; never the requester',
  }),
});

export const approvalSchema = z.strictObject({
  required: z.boolean().default(false),
  when: windowSchema.optional().meta({ description: 'When approval is required; absent = always' }),
  outside: z.enum(['justification', 'approval', 'deny']).default('justification'),
  levels: z.array(levelSchema).min(1).max(9).optional(),
  inLevels: z.boolean().default(true).meta({ description: 'false makes one pool of all levels' }),
  addManager: z.boolean().default(false).meta({ description: "Adds the requester's manager to level 1" }),
  allowStuck: z.boolean().default(false),
  emergency: z.boolean().default(false),
  review: reviewSchema.prefault({}),
  emailReply: z.boolean().default(true).meta({ description: 'false = link only' }),
  maxWindow: positiveDurationSchema.optional().meta({ description: 'The default is settings.maxWindow' }),
  clockStarts: z.enum(['request', 'approval']).default('request').meta({
    description: 'approval = the window keeps its length and starts no earlier than the last approval',
  }),
  remindAfter: durationSchema.default('PT1H').meta({
    description: 'Who has not answered is reminded after it, then after double each time; PT0S = never',
  }),
  pendingTtl: positiveDurationSchema.optional().meta({ description: 'The default is settings.pendingTtl' }),
});

const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false; // SyntaxError is how the runtime says that it is no pattern
  }
};

const ticketSchema = z.strictObject({
  required: z.boolean().default(false),
  pattern: z.string().refine(isPattern, { error: 'is not a regular expression' }).optional(),
});

export const actionSchema = z.strictObject({
  allowed: z.boolean(),
  justification: z.enum(['required', 'none']).default('none'),
  approval: approvalSchema.prefault({}),
  justificationValidity: durationSchema.default('PT0S').meta({ description: 'PT0S = always asked' }),
  reasons: z.array(z.string().min(1)).default([]).meta({ description: 'Empty or absent = free text alone' }),
  ticket: ticketSchema.prefault({}),
});
