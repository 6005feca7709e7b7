import type { SMTPServerOptions, SMTPServerSession } from 'smtp-server';
import type { MailDomains } from './mail-domains.ts';
import type { Mailboxes } from './mailboxes.ts';
import { type ReceiptRule, takes } from './receipt-rules.ts';
import type { Incoming } from './receive.ts';
import { type Listening, listenSmtp, readMail, SmtpRefusal } from './smtp.ts';
import type { Submission } from './verdict.ts';
import { judge } from './verdicts.ts';

export interface PeopleMail {
  readonly mailboxes: Mailboxes;
  readonly domains: MailDomains;
  readonly readRules: () => Promise<readonly ReceiptRule[]>;
  /** What SES does with a mail that a receipt rule takes; answers its message id. */
  readonly receive: (mail: Incoming) => Promise<string>;
}

const envelopeOf = ({ envelope }: SMTPServerSession) => ({
  from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
  to: envelope.rcptTo.map(({ address }) => address),
});

const checkRecipient = async ({ mailboxes, readRules }: PeopleMail, address: string): Promise<void> => {
  if (mailboxes.byEmail(address) !== undefined) return;
  if ((await readRules()).some((rule) => takes(rule, address))) return;
  throw new SmtpRefusal(550, `<${address}> is nobody here: neither a person nor taken by a receipt rule`);
};

const takeMail = async (parts: PeopleMail, sent: Buffer, session: SMTPServerSession): Promise<string> => {
  const { from, to } = envelopeOf(session);
  const own = typeof session.user === 'string' ? session.user : undefined;
  const { raw, verdicts } = await judged(parts, { raw: sent, envelopeFrom: from, own, ...clientOf(session) });
  const people = to.filter((address) => parts.mailboxes.byEmail(address) !== undefined);
  if (people.length > 0) await parts.mailboxes.deliver(raw, people);
  const rules = await parts.readRules();
  const outside = to.filter((address) => !people.includes(address) && rules.some((rule) => takes(rule, address)));
  return outside.length === 0 ? 'delivered' : parts.receive({ raw, from, to: outside, verdicts });
};

const clientOf = ({ remoteAddress, clientHostname, hostNameAppearsAs }: SMTPServerSession) => ({
  ip: remoteAddress,
  helo: hostNameAppearsAs || clientHostname,
});

const judged = async ({ domains }: PeopleMail, submission: Submission) => {
  try {
    return await judge(submission, domains);
  } catch (error) {
    if (error instanceof SmtpRefusal) throw error;
    throw new SmtpRefusal(554, error instanceof Error ? error.message : String(error));
  }
};

const options = (parts: PeopleMail): SMTPServerOptions => ({
  authOptional: true,
  allowInsecureAuth: true,
  authMethods: ['PLAIN', 'LOGIN'],
  disabledCommands: ['STARTTLS'],
  onAuth: ({ username, password }, _session, done) => {
    const person = parts.mailboxes.byEmail(username ?? '');
    if (person !== undefined && password === person.password) return done(null, { user: person.email });
    return done(new SmtpRefusal(535, 'Sign in with the e-mail address and the password that the start printed'));
  },
  onRcptTo: ({ address }, _session, done) => {
    checkRecipient(parts, address).then(() => done(), done);
  },
  onData: (stream, session, done) => {
    readMail(stream)
      .then((sent) => takeMail(parts, sent, session))
      .then((id) => done(null, `OK ${id}`), done);
  },
});

/**
 * The mail server for people: they sign in with e-mail and password, write to each other and to the reply domain.
 * What a receipt rule takes goes the way that SES would send it; an address of nobody is refused with 550.
 */
export const listenForPeople = (parts: PeopleMail, port: number): Promise<Listening> =>
  listenSmtp(options(parts), port);
