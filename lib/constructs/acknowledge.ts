import { Stack, Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** Lets one cdk-nag finding stand on one construct, with the reason that a reviewer can weigh. */
export const acknowledge = (construct: IConstruct, rule: string, reason: string): void => {
  const [pack] = rule.split('-');
  Validations.of(construct).acknowledge({ id: `${pack}::${rule}`, reason });
};

type Intrinsic = { Ref?: string; 'Fn::GetAtt'?: string[]; 'Fn::Join'?: [string, unknown[]] };

/** An ARN as cdk-nag writes it: references in angle brackets. */
const flat = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Intrinsic;
  if (join !== undefined) return join[1].map(flat).join(join[0]);
  return `<${ref ?? attribute?.join('.')}>`;
};

/** Lets a policy of `construct` name this one resource with its wildcard, and no other. */
export const acknowledgeWildcard = (construct: IConstruct, arn: string, reason: string): void => {
  acknowledge(construct, `AwsSolutions-IAM5[Resource::${flat(Stack.of(construct).resolve(arn))}]`, reason);
};
