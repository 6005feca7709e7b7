import * as z from 'zod';
import { type DeployedStack, makeReadStacks } from './deployed-stacks.ts';
import { resolveValue } from './template-values.ts';

const action = z.object({
  AddHeaderAction: z.object({ HeaderName: z.string(), HeaderValue: z.string() }).optional(),
  BounceAction: z.object({ SmtpReplyCode: z.string(), Message: z.string() }).optional(),
  LambdaAction: z.object({ FunctionArn: z.string(), InvocationType: z.string().default('Event') }).optional(),
  S3Action: z.object({ BucketName: z.string(), ObjectKeyPrefix: z.string().default('') }).optional(),
  StopAction: z.object({ Scope: z.string() }).optional(),
});

const rule = z.object({
  Enabled: z.boolean().default(false),
  Recipients: z.array(z.string()).default([]),
  Actions: z.array(action).default([]),
});

export type ReceiptAction = z.infer<typeof action>;
export type ReceiptRule = z.infer<typeof rule>;

const inOrder = (rules: readonly { id: string; after: string | undefined; rule: ReceiptRule }[]): ReceiptRule[] => {
  const following = (after: string | undefined): ReceiptRule[] =>
    rules.filter((each) => each.after === after).flatMap((each) => [each.rule, ...following(each.id)]);
  return following(undefined);
};

const referenced = (value: unknown): string | undefined => z.object({ Ref: z.string() }).safeParse(value).data?.Ref;

const rulesOf = ({ resources, deployed }: DeployedStack): readonly ReceiptRule[] =>
  inOrder(
    resources
      .filter(({ type }) => type === 'AWS::SES::ReceiptRule')
      .map(({ id, properties }) => {
        const resolved = rule.parse(resolveValue(properties['Rule'], deployed));
        return { id, after: referenced(properties['After']), rule: resolved };
      }),
  );

/**
 * Reads the receipt rules from the templates of the deployed stacks. The emulator cannot create them, so they stand
 * there under a condition that is false; the local mail server does what they say.
 */
export const makeReceiptRules = (sdk: Parameters<typeof makeReadStacks>[0]) => {
  const readStacks = makeReadStacks(sdk);
  return async (): Promise<readonly ReceiptRule[]> =>
    (await readStacks('AWS::SES::ReceiptRule')).flatMap(rulesOf).filter(({ Enabled }) => Enabled);
};

const matchesAddress = (wanted: string, address: string): boolean => {
  const [label = '', domain = ''] = address.split('@');
  return wanted === address || wanted === `${label.split('+')[0]}@${domain}`;
};

/** Whether a rule takes mail for this address, by the forms that SES knows: address, domain, .subdomains, all. */
export const takes = ({ Recipients }: ReceiptRule, recipient: string): boolean => {
  const address = recipient.toLowerCase();
  const domain = address.slice(address.lastIndexOf('@') + 1);
  if (Recipients.length === 0) return true;
  return Recipients.map((each) => each.toLowerCase()).some((wanted) => {
    if (wanted.includes('@')) return matchesAddress(wanted, address);
    return wanted.startsWith('.') ? domain.endsWith(wanted) : domain === wanted;
  });
};
