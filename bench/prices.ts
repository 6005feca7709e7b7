/**
 * List prices of us-east-1 in USD, for one of the unit that the name says, before any free tier. Read in November 2026
 * from the sources named on each line; change one only together with its source and this date.
 */
export const prices = {
  /** aws.amazon.com/step-functions/pricing: Standard, 0.025 per 1,000 state transitions. */
  transition: 0.025 / 1_000,
  /** aws.amazon.com/lambda/pricing: 0.20 per million requests. */
  lambdaRequest: 0.2 / 1_000_000,
  /** aws.amazon.com/lambda/pricing: arm64, first tier. INIT is billed as well since 2025-08-01. */
  lambdaGbSecond: 0.0000133334,
  /** aws.amazon.com/dynamodb/pricing/on-demand, since November 2024: 0.125 per million read request units. */
  readUnit: 0.125 / 1_000_000,
  /** The same page: 0.625 per million write request units. */
  writeUnit: 0.625 / 1_000_000,
  /** aws.amazon.com/api-gateway/pricing: HTTP API, 1.00 per million. */
  apiRequest: 1 / 1_000_000,
  /** aws.amazon.com/eventbridge/pricing: custom events, 1.00 per million of 64 KB. */
  busEvent: 1 / 1_000_000,
  /** aws.amazon.com/sqs/pricing: standard queue, 0.40 per million requests after the first million. */
  queueRequest: 0.4 / 1_000_000,
  /** aws.amazon.com/secrets-manager/pricing: 0.05 per 10,000 calls. A secret itself is 0.40 a month. */
  secretsCall: 0.05 / 10_000,
  /** aws.amazon.com/s3/pricing: 0.005 per 1,000 PUT. */
  s3Put: 0.005 / 1_000,
  /** The same page: 0.0004 per 1,000 GET. */
  s3Get: 0.0004 / 1_000,
  /** aws.amazon.com/cloudwatch/pricing: 0.50 per GB of logs taken in. */
  logGb: 0.5,
  /** aws.amazon.com/ses/pricing, a la carte: 0.10 per 1,000 recipients; 0.16 on the Essentials plan of new accounts. */
  mailOut: 0.1 / 1_000,
  /** The same page: 0.10 per 1,000 mails received. */
  mailIn: 0.1 / 1_000,
} as const;

export type Priced = keyof typeof prices;
