import * as z from 'zod';
import { stateNames } from './request-view.ts';
import type { Route } from './route.ts';
import { cursor, instant, instantInput, reference, yesNo } from './text.ts';

/** A row of the Requests report; immediate and justified uses are rows as well (mission.md A1 14-15). */
const reportRow = z
  .object({
    request: z.string(),
    created: instant,
    requester: z.string(),
    credential: z.string(),
    action: z.string(),
    state: z.enum(stateNames),
    emergencyAccess: yesNo,
    emergencyReason: z.string(),
    groupId: z.int(),
    restrictionCode: z.string(),
    justification: z.string(),
    reason: z.string(),
    ticket: z.string(),
    windowStart: z.string(),
    windowEnd: z.string(),
    approvedBy: z.string(),
    disapprovedBy: z.string(),
    releasedAt: z.string(),
    endedAt: z.string(),
    passwordChange: z.string(),
  })
  .meta({ id: 'ReportRow', description: 'Text that has no value is empty' });

export type ReportRow = z.output<typeof reportRow>;

/** The columns of the CSV in their order, with the words of their header. */
export const reportColumns = {
  request: 'Request',
  created: 'Created',
  requester: 'Requester',
  credential: 'Credential',
  action: 'Action',
  state: 'State',
  emergencyAccess: 'Emergency Access',
  emergencyReason: 'Emergency Reason',
  groupId: 'Group',
  restrictionCode: 'Restriction Code',
  justification: 'Justification',
  reason: 'Reason',
  ticket: 'Ticket',
  windowStart: 'Window Start',
  windowEnd: 'Window End',
  approvedBy: 'Approved By',
  disapprovedBy: 'Disapproved By',
  releasedAt: 'Released At',
  endedAt: 'Ended At',
  passwordChange: 'Password Change',
} as const satisfies Record<keyof ReportRow, string>;

const day = z.union([z.iso.date(), instantInput], {
  error: 'must be a day such as 2026-11-24 (UTC) or RFC 3339 with an offset',
});

export const reportRequests = {
  method: 'GET',
  path: '/reports/requests',
  operationId: 'report-requests',
  summary: 'The Requests report as JSON or CSV (auditor, administrator), newest first',
  query: z.strictObject({
    from: day.optional().meta({ description: 'First instant, or first day; the default is 31 days before `to`' }),
    to: day.optional().meta({ description: 'The instant before which, or the last day; the default is now' }),
    emergency: yesNo.optional(),
    state: z.enum(stateNames).optional(),
    requester: reference.optional(),
    credential: reference.optional(),
    format: z
      .enum(['json', 'csv'])
      .optional()
      .meta({ description: 'The default is what `Accept` asks for, else json' }),
    cursor: cursor.optional(),
  }),
  success: 200,
  answer: z.object({ items: z.array(reportRow), cursor: z.string().optional() }).meta({ id: 'RequestReport' }),
  csv: true,
  problems: [403],
  roles: ['auditor', 'administrator'],
  idempotent: false,
} as const satisfies Route;
