/**
 * Where SES receives mail: the email receiving endpoints of the AWS General Reference ("Amazon Simple Email Service
 * endpoints and quotas") as of January 2024. AWS adds Regions, so the setting `otherReceivingRegions` extends the list.
 */
const receivingRegions: ReadonlySet<string> = new Set([
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ca-central-1',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'ap-northeast-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
]);

/** Whether replies can be received there, as far as the list and the operator know. */
export const receivesMail = (region: string, others: readonly string[]): boolean =>
  receivingRegions.has(region) || others.includes(region);

export const receivingRegionFix =
  'SES was not known to receive mail there: look it up in the AWS General Reference, then name the Region in ' +
  'otherReceivingRegions, deploy to another one, or set replyDomain to null';
