import { authenticateMail } from './authenticate-mail.ts';
import { type MailDomains, OUTGOING_ADDRESS } from './mail-domains.ts';
import { headersOf, valuesOf, withoutHeader } from './raw-message.ts';
import { checkSender, isOwnMail } from './submission.ts';
import { CHECKS, POLICIES, STATUSES, type Submission, type Verdicts } from './verdict.ts';

const HEADER = 'x-local-verdicts';

const isOneOf = <T extends string>(known: readonly T[], word: string): word is T =>
  (known as readonly string[]).includes(word);

const asked = (word: string): Partial<Verdicts> => {
  const [name = '', value = ''] = word.split('=', 2);
  const status = value.toUpperCase();
  if (name === 'policy' && isOneOf(POLICIES, value)) return { policy: value };
  if (isOneOf(CHECKS, name) && isOneOf(STATUSES, status)) return { [name]: status };
  const known = `${CHECKS.join(', ')} = ${STATUSES.join(', ')}; policy = ${POLICIES.join(', ')}`;
  throw new Error(`X-Local-Verdicts: "${word}" is not understood; write, for example, dmarc=GRAY spf=PASS (${known})`);
};

/**
 * What the receiving side finds out about a mail, computed: mail of a signed-in person is signed by the key of his
 * domain and comes from its one allowed address; all other mail comes from where its client is, and fails for that
 * reason. For tests the header `X-Local-Verdicts: dmarc=GRAY spf=PASS` puts chosen verdicts in the place of computed
 * ones, lets any sender through and is taken out of the mail. A word in it that is not understood is an error.
 */
export const judge = async (
  submission: Submission,
  domains: MailDomains,
): Promise<{ raw: Buffer; verdicts: Verdicts }> => {
  const words = valuesOf(headersOf(submission.raw), HEADER).flatMap((value) => value.split(/[\s,;]+/).filter(Boolean));
  const chosen: Partial<Verdicts> = Object.assign({}, ...words.map(asked));
  const sent = { ...submission, raw: withoutHeader(submission.raw, HEADER) };
  if (words.length === 0) checkSender(sent);
  const raw = await signed(sent, domains);
  const ip = sent.own === undefined ? sent.ip : OUTGOING_ADDRESS;
  const computed = await authenticateMail({ ...sent, raw, ip }, domains);
  return { raw, verdicts: { ...computed, spam: 'PASS', virus: 'PASS', ...chosen } };
};

const signed = async (sent: Submission, domains: MailDomains): Promise<Buffer> => {
  const domain = sent.own?.split('@')[1];
  return domain !== undefined && domains.has(domain) && isOwnMail(sent) ? domains.sign(sent.raw, domain) : sent.raw;
};
