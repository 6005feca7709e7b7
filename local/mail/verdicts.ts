import PostalMime from 'postal-mime';
import { headersOf, valuesOf, withoutHeader } from './raw-message.ts';

const STATUSES = ['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED'] as const;
type Status = (typeof STATUSES)[number];
const CHECKS = ['spf', 'dkim', 'dmarc', 'spam', 'virus'] as const;
type Check = (typeof CHECKS)[number];
const POLICIES = ['none', 'quarantine', 'reject'] as const;
type Policy = (typeof POLICIES)[number];

/** What SES found out about a mail; `policy` is what the sender's domain asks for when DMARC fails. */
export type Verdicts = Readonly<Record<Check, Status>> & { readonly policy: Policy };

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

const isOwnMail = async (raw: Buffer, envelopeFrom: string, own: string | undefined): Promise<boolean> => {
  if (own === undefined || envelopeFrom.toLowerCase() !== own.toLowerCase()) return false;
  const { from } = await PostalMime.parse(raw);
  return valuesOf(headersOf(raw), 'from').length === 1 && from?.address?.toLowerCase() === own.toLowerCase();
};

export interface Submission {
  readonly raw: Buffer;
  readonly envelopeFrom: string;
  /** The address of the person who signed in to the mail server, if anyone did. */
  readonly own: string | undefined;
}

/**
 * The verdicts that the local mail server gives, for no mail here has a real origin: PASS for what a person sends as
 * himself, FAIL for anything else. The header `X-Local-Verdicts: dmarc=GRAY spf=PASS` asks for others and is taken
 * out of the mail. A word in it that is not understood is an error.
 */
export const judge = async ({ raw, envelopeFrom, own }: Submission): Promise<{ raw: Buffer; verdicts: Verdicts }> => {
  const origin: Status = (await isOwnMail(raw, envelopeFrom, own)) ? 'PASS' : 'FAIL';
  const given: Verdicts = { spf: origin, dkim: origin, dmarc: origin, spam: 'PASS', virus: 'PASS', policy: 'none' };
  const words = valuesOf(headersOf(raw), HEADER).flatMap((value) => value.split(/[\s,;]+/).filter(Boolean));
  const verdicts: Verdicts = Object.assign({}, given, ...words.map(asked));
  return { raw: withoutHeader(raw, HEADER), verdicts };
};
