import addressparser from 'nodemailer/lib/addressparser';
import { headersOf, valuesOf } from './raw-message.ts';
import { SmtpRefusal } from './smtp.ts';
import type { Submission } from './verdict.ts';

const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** True for mail that a signed-in person writes as himself: one From, and it is his address. */
export const isOwnMail = ({ raw, own }: Pick<Submission, 'raw' | 'own'>): boolean => {
  const from = valuesOf(headersOf(raw), 'from');
  const addresses = addressparser(from[0] ?? '', { flatten: true });
  const [first] = addresses;
  return own !== undefined && from.length === 1 && addresses.length === 1 && sameAddress(first?.address ?? '', own);
};

/**
 * What every mail provider asks of its own people: they write as themselves, in the envelope (or with an empty one) and
 * in From. Refused with 553; who did not sign in is nobody's own person, and is judged by where he comes from.
 */
export const checkSender = (sent: Pick<Submission, 'raw' | 'own' | 'envelopeFrom'>): void => {
  const { own, envelopeFrom } = sent;
  if (own === undefined) return;
  if (envelopeFrom !== '' && !sameAddress(envelopeFrom, own))
    throw new SmtpRefusal(553, `<${envelopeFrom}> is not your address: write as ${own}`);
  if (!isOwnMail(sent)) throw new SmtpRefusal(553, `From must hold one address, and it must be yours: ${own}`);
};
