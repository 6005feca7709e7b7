import * as z from 'zod';
import type { UndeliveredMail } from '../../application/ports/undelivered-ports.ts';

const LONGEST_REASON = 500;

const tag = z.array(z.string()).optional();

const mail = z.object({
  messageId: z.string().min(1),
  tags: z.object({ request: tag, person: tag }),
});

const refusedBy = z.object({ emailAddress: z.string().min(1), diagnosticCode: z.string().optional() });

const bounce = z.object({
  eventType: z.literal('Bounce'),
  mail,
  bounce: z.object({
    bounceType: z.string(),
    bounceSubType: z.string(),
    timestamp: z.iso.datetime(),
    bouncedRecipients: z.array(refusedBy).min(1),
  }),
});

const complaint = z.object({
  eventType: z.literal('Complaint'),
  mail,
  complaint: z.object({
    timestamp: z.iso.datetime(),
    complaintFeedbackType: z.string().nullish(),
    complainedRecipients: z.array(z.object({ emailAddress: z.string().min(1) })).min(1),
  }),
});

const delay = z.object({
  eventType: z.literal('DeliveryDelay'),
  mail,
  deliveryDelay: z.object({
    delayType: z.string(),
    timestamp: z.iso.datetime(),
    delayedRecipients: z.array(refusedBy).min(1),
  }),
});

const detail = z.discriminatedUnion('eventType', [bounce, complaint, delay]);
type Detail = z.output<typeof detail>;

/** An event of SES on the bus, as the SES developer guide documents it: a mail for each address that it names. */
export const sesFeedback = z
  .object({ source: z.literal('aws.ses'), detail })
  .transform(({ detail: told }): readonly UndeliveredMail[] =>
    seenIn(told).map((seen) => ({
      ...seen,
      id: `${told.mail.messageId} ${told.eventType} ${seen.address}`,
      reason: inOneLine(seen.reason).slice(0, LONGEST_REASON),
      requestId: told.mail.tags.request?.[0],
      person: personOf(told.mail.tags.person?.[0]),
    })),
  );

/** The words of another server go into mails and terminals. */
const inOneLine = (text: string): string => text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();

type Seen = Pick<UndeliveredMail, 'kind' | 'address' | 'at' | 'reason'>;

const seenIn = (told: Detail): readonly Seen[] => {
  switch (told.eventType) {
    case 'Bounce': {
      const { bounceType, bounceSubType, timestamp, bouncedRecipients } = told.bounce;
      // A soft bounce that SES gives up on says nothing about the next mail (full mailbox, server away).
      const kind = bounceType === 'Permanent' ? 'bounced' : 'delayed';
      return bouncedRecipients.map((to) => seen(kind, to, { timestamp, told: `${bounceType} ${bounceSubType}` }));
    }
    case 'Complaint': {
      const { timestamp, complaintFeedbackType, complainedRecipients } = told.complaint;
      return complainedRecipients.map((to) =>
        seen('complained', to, { timestamp, told: complaintFeedbackType ?? 'no reason given' }),
      );
    }
    case 'DeliveryDelay': {
      const { delayType, timestamp, delayedRecipients } = told.deliveryDelay;
      return delayedRecipients.map((to) => seen('delayed', to, { timestamp, told: delayType }));
    }
  }
};

const seen = (
  kind: Seen['kind'],
  { emailAddress, diagnosticCode }: z.output<typeof refusedBy>,
  { timestamp, told }: { readonly timestamp: string; readonly told: string },
): Seen => ({
  kind,
  address: emailAddress,
  at: Date.parse(timestamp),
  reason: diagnosticCode === undefined ? told : `${told}: ${diagnosticCode}`,
});

/** Tags take no dots: the sender writes a person's id as base64url. */
const personOf = (value: string | undefined): string | undefined =>
  value === undefined ? undefined : Buffer.from(value, 'base64url').toString('utf8');
