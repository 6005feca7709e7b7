import { type AuthenticateResult, authenticate } from 'mailauth';
import type { MailDomains } from './mail-domains.ts';
import type { Status, Verdicts } from './verdict.ts';

/** A mail as it reaches the receiving side. */
export interface Arrival {
  readonly raw: Buffer;
  readonly envelopeFrom: string;
  /** The address that connected, and the name by which it greeted. */
  readonly ip: string;
  readonly helo: string;
}

type Outcome = Pick<Verdicts, 'spf' | 'dkim' | 'dmarc' | 'policy'>;

const STATUSES: Readonly<Record<string, Status>> = {
  pass: 'PASS',
  fail: 'FAIL',
  softfail: 'FAIL',
  temperror: 'PROCESSING_FAILED',
  permerror: 'PROCESSING_FAILED',
};

/** As SES words it: whatever proves neither the one nor the other is GRAY. */
const statusOf = (result: string | undefined): Status => STATUSES[result ?? 'none'] ?? 'GRAY';

/** The library calls a signature over another body `neutral`; SES calls it failed. */
const dkimStatus = ({ dkim }: AuthenticateResult): Status => {
  const results = dkim.results.map(({ status }) => (status.result === 'neutral' ? 'FAIL' : statusOf(status.result)));
  return results.find((status) => status === 'PASS') ?? results[0] ?? 'GRAY';
};

const policyOf = ({ dmarc }: AuthenticateResult): Verdicts['policy'] => {
  const policy = dmarc === false ? 'none' : dmarc.policy;
  return policy === 'reject' || policy === 'quarantine' ? policy : 'none';
};

/** SPF, DKIM and DMARC of a mail, computed from its bytes, where it came from and the DNS records of `domains`. */
export const authenticateMail = async (
  { raw, envelopeFrom, ip, helo }: Arrival,
  { resolve }: MailDomains,
): Promise<Outcome> => {
  const found = await authenticate(raw, {
    sender: envelopeFrom,
    ip,
    helo,
    mta: 'inbound-smtp.local',
    resolver: resolve as (name: string, type: string) => Promise<string[][]>,
    disableArc: true,
    disableBimi: true,
  });
  return {
    spf: statusOf(found.spf === false ? undefined : found.spf.status.result),
    dkim: dkimStatus(found),
    dmarc: statusOf(found.dmarc === false ? undefined : found.dmarc.status.result),
    policy: policyOf(found),
  };
};
