import type { Parts } from '../process/parts.ts';
import { makeFeedback } from './feedback.ts';
import { makeMailDomains } from './mail-domains.ts';
import { listenForReaders } from './mailbox-server.ts';
import { makeMailboxes, type Person } from './mailboxes.ts';
import { listenForOutgoingMail } from './outgoing-mail.ts';
import { listenForPeople } from './people-mail.ts';
import { makeReceiptRules } from './receipt-rules.ts';
import { makeReceive, type Sdk } from './receive.ts';

export interface MailOptions {
  readonly sdk: Sdk;
  readonly people: readonly Person[];
  readonly ports: Readonly<Record<'outgoing' | 'smtp' | 'mailbox', number>>;
  readonly parts: Parts;
}

/** All of the local mail: what SES sends, what people send, and the page where it is read. */
export const startMail = async ({ sdk, people, ports, parts }: MailOptions) => {
  let apiUrl = 'The application is not deployed yet';
  const mailboxes = makeMailboxes(() => people);
  const domains = makeMailDomains(() => people.map(({ email }) => email.split('@')[1] ?? ''));
  const readRules = makeReceiptRules(sdk);
  const receive = makeReceive(sdk, readRules);
  await parts.keep(await listenForOutgoingMail(mailboxes, makeFeedback(sdk), ports.outgoing));
  await parts.keep(await listenForPeople({ mailboxes, domains, readRules, receive }, ports.smtp));
  await parts.keep(await listenForReaders({ mailboxes, apiUrl: () => apiUrl, smtpPort: ports.smtp }, ports.mailbox));
  return {
    setApiUrl: (url: string) => {
      apiUrl = url;
    },
  };
};
