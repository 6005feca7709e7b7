import type { DkimName } from './dns-records.ts';

/** Regions with a DKIM domain of their own: AWS General Reference, "DKIM domains"; all others share one. */
const ownDkimDomain: ReadonlySet<string> = new Set([
  'af-south-1',
  'ap-northeast-3',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-5',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'il-central-1',
  'me-central-1',
  'us-gov-east-1',
]);

/** The record that a token of SES asks for, where the deployed template is not at hand to say it. */
export const easyDkim = (token: string, domain: string, region: string): DkimName => ({
  name: `${token}._domainkey.${domain}`,
  value: `${token}.dkim.${ownDkimDomain.has(region) ? `${region}.` : ''}amazonses.com`,
});
