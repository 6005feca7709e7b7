import * as z from 'zod';
import type { actionSchema, approvalSchema, levelSchema } from './action.ts';
import { credentialSchema } from './credential.ts';
import { positiveDurationSchema } from './duration.ts';
import { groupSchema } from './group.ts';
import { repliesSchema } from './replies.ts';
import { timeZoneSchema } from './time-zone.ts';
import { userSchema } from './user.ts';

export type { Action } from './action.ts';
export type { Credential } from './credential.ts';
export { durationToMillis } from './duration.ts';
export type { Criteria, Members } from './group.ts';
export type { User } from './user.ts';
export type { Window } from './window.ts';

export const settingsSchema = z.strictObject({
  timeZone: timeZoneSchema.default('UTC').meta({ description: 'The vault zone: every window is read in it' }),
  pendingTtl: positiveDurationSchema.default('PT24H'),
  maxWindow: positiveDurationSchema.default('PT1H'),
  maxSession: positiveDurationSchema.default('PT8H'),
  useWithin: positiveDurationSchema
    .default('PT1H')
    .meta({ description: 'How long after it was given an immediate use may begin' }),
  maxOpenRequests: z
    .int()
    .min(1)
    .max(300)
    .default(20)
    .meta({ description: 'How many requests of one person may wait for approval at a time' }),
  matchByDevice: z.boolean().default(true),
  notifyHandled: z.boolean().default(true).meta({ description: 'Tells who was asked that others have decided' }),
  replies: repliesSchema.prefault({}),
});

/** The shape of policy.yaml (policy.md, design.md 9). What fields say about each other is in validate-policy.ts. */
export const policySchema = z.strictObject({
  version: z.literal(1).default(1),
  settings: settingsSchema.prefault({}),
  users: z.array(userSchema).default([]),
  credentials: z.array(credentialSchema).default([]),
  groups: z.array(groupSchema).default([]),
});

/** A policy as it is written: what the schema alone accepts, before the defaults that depend on the settings. */
export type WrittenPolicy = z.output<typeof policySchema>;
type WrittenGroup = WrittenPolicy['groups'][number];
type WrittenAction = z.output<typeof actionSchema>;
type WrittenApproval = z.output<typeof approvalSchema>;

export type Settings = z.output<typeof settingsSchema>;
export type Level = z.output<typeof levelSchema>;

/** Approval settings with every default filled; `levels` is empty only where approval is not required. */
export type ApprovalSettings = Omit<WrittenApproval, 'levels' | 'maxWindow' | 'pendingTtl'> & {
  levels: Level[];
  maxWindow: string;
  pendingTtl: string;
};
export type ActionSettings = Omit<WrittenAction, 'approval'> & { approval: ApprovalSettings };
export type Group = Omit<WrittenGroup, 'viewPassword' | 'startSession'> & {
  viewPassword?: ActionSettings;
  startSession?: ActionSettings;
};

/** A policy that was validated: every default is filled and every id in it is known. */
export type Policy = Omit<WrittenPolicy, 'groups'> & { groups: Group[] };
