import * as z from 'zod';
import type { ReceivedMail } from '../../application/mail-in/received-mail.ts';

const verdict = z.object({ status: z.string() }).optional();

const record = z.object({
  /** A forged event without it is not handled at all (threats.md S-05). */
  eventSource: z.literal('aws:ses'),
  ses: z.object({
    mail: z.object({ messageId: z.string().regex(/^[A-Za-z0-9._-]+$/), source: z.string() }),
    receipt: z.object({
      timestamp: z.iso.datetime(),
      recipients: z.array(z.string()),
      virusVerdict: verdict,
      spamVerdict: verdict,
      dmarcVerdict: verdict,
    }),
  }),
});

/** The event of a receipt rule: every record of it, and of each only what the gate reads (threats.md G1, G3). */
export const sesEvent = z.object({ Records: z.array(record).min(1) }).transform(({ Records }) =>
  Records.map(({ ses: { mail, receipt } }): ReceivedMail => {
    const { timestamp, recipients, virusVerdict, spamVerdict, dmarcVerdict } = receipt;
    return {
      messageId: mail.messageId,
      envelopeSender: mail.source,
      receivedAt: Date.parse(timestamp),
      recipients,
      verdicts: { virusVerdict, spamVerdict, dmarcVerdict },
    };
  }),
);
