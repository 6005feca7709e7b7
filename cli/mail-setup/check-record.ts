import type { DnsRecord } from '../../lib/mail-setup/dns-records.ts';
import type { DnsAnswer } from './ask-dns.ts';
import { type Finding, well } from './finding.ts';

const bare = (name: string): string => name.toLowerCase().replace(/\.$/, '');
const hostOf = (mx: string): string => bare(mx.split(' ')[1] ?? '');

const strictness = ['none', 'quarantine', 'reject'];
const policyOf = (dmarc: string): number => strictness.indexOf(/;\s*p=([a-z]+)/i.exec(dmarc)?.[1]?.toLowerCase() ?? '');

const mechanisms = (spf: string): readonly string[] => spf.toLowerCase().split(/\s+/);

/** SPF of a domain that sends may say more than we ask; of one that never sends it says nothing else. */
const spfServes = (found: string, wanted: string): boolean => {
  const asked = mechanisms(wanted).filter((each) => each.startsWith('include:'));
  return asked.length === 0
    ? mechanisms(found).join(' ') === wanted
    : asked.every((each) => mechanisms(found).includes(each));
};

const serves = ({ kind, value }: DnsRecord, found: string): boolean => {
  switch (kind) {
    case 'dkim':
      return bare(found) === bare(value);
    case 'mx':
      return hostOf(found) === hostOf(value);
    case 'spf':
      return spfServes(found, value);
    case 'dmarc':
      return policyOf(found) >= policyOf(value);
    default:
      throw kind satisfies never;
  }
};

/** A name may carry other TXT records, which say nothing about mail. */
const concerning = ({ kind }: DnsRecord, values: readonly string[]): readonly string[] => {
  if (kind === 'spf') return values.filter((each) => /^v=spf1(\s|$)/i.test(each));
  if (kind === 'dmarc') return values.filter((each) => /^v=DMARC1\s*;/i.test(each));
  return values;
};

const missing = (check: string, { name, type, value }: DnsRecord): Finding => ({
  check,
  status: 'missing',
  found: 'nothing',
  expected: value,
  fix: `publish ${name} ${type} ${value}`,
});

/**
 * Compares a record with what the world sees. More than one MX, SPF or DMARC record is wrong: mail could go elsewhere,
 * SES refuses a second MX of MAIL FROM, and receivers ignore two of the others (RFC 7208 3.2, RFC 7489 6.6.3).
 */
export const checkRecord = (record: DnsRecord, answer: DnsAnswer): Finding => {
  const { name, type, kind, value: expected } = record;
  const check = `${name} ${type} (${kind})`;
  if ('failure' in answer) {
    const fix = 'see that the resolver can be reached, or name another with --resolver';
    return { check, status: 'unknown', found: answer.failure, expected, fix };
  }
  const values = concerning(record, answer.values);
  const [first] = values;
  if (first === undefined) return missing(check, record);
  if (values.length === 1 && serves(record, first)) return well(check, first, expected);
  const fix = `${values.length === 1 ? 'change it' : 'leave one record alone'}: ${name} ${type} ${expected}`;
  return { check, status: 'wrong', found: values.join(', '), expected, fix };
};
