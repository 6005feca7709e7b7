import type { Person } from '../../../local/mail/mailboxes.ts';
import type { Verdicts } from '../../../local/mail/verdict.ts';

/** Someone of example.com whose password is `<id>-secret`. */
export const aPerson = (id: string): Person => ({
  id,
  name: `${id} Souza`,
  email: `${id}@example.com`,
  password: `${id}-secret`,
});

/** All checks passed, but for those given. */
export const verdicts = (but: Partial<Verdicts> = {}): Verdicts => ({
  spf: 'PASS',
  dkim: 'PASS',
  dmarc: 'PASS',
  spam: 'PASS',
  virus: 'PASS',
  policy: 'none',
  ...but,
});

/** A raw mail of these lines. */
export const rawMail = (...lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1');
