import { ACCOUNT, REGION } from '../process/environment.ts';

/** A deployed resource: its type and its physical id. */
export interface Deployed {
  readonly type: string;
  readonly id: string;
}

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
};

const ARNS: Readonly<Record<string, (id: string) => string>> = {
  'AWS::Lambda::Function': (id) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${id}`,
  'AWS::S3::Bucket': (id) => `arn:aws:s3:::${id}`,
  'AWS::SNS::Topic': (id) => id,
  // The id of a queue is its address.
  'AWS::SQS::Queue': (id) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${id.slice(id.lastIndexOf('/') + 1)}`,
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const arnOf = (logicalId: unknown, deployed: ReadonlyMap<string, Deployed>): string => {
  const found = deployed.get(String(logicalId));
  const arn = found === undefined ? undefined : ARNS[found.type]?.(found.id);
  if (arn === undefined) throw new Error(`The template names the ARN of ${String(logicalId)}: not known here.`);
  return arn;
};

type Intrinsic = (argument: unknown, resolve: (value: unknown) => unknown) => unknown;

const intrinsics = (deployed: ReadonlyMap<string, Deployed>): Readonly<Record<string, Intrinsic>> => ({
  Ref: (name) => PSEUDO[String(name)] ?? deployed.get(String(name))?.id ?? String(name),
  'Fn::GetAtt': (path) => arnOf((path as unknown[])[0], deployed),
  'Fn::Join': (argument, resolve) => {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map(resolve).join(separator);
  },
});

/**
 * A part of a template with its intrinsic functions carried out against what was deployed: those that our
 * mail uses (Ref, Fn::GetAtt of an ARN, Fn::Join). Any other fails by name.
 */
export const resolveValue = (value: unknown, deployed: ReadonlyMap<string, Deployed>): unknown => {
  const known = intrinsics(deployed);
  const resolve = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(resolve);
    if (!isRecord(part)) return part;
    const [[name, argument] = []] = Object.entries(part);
    const intrinsic = name === undefined ? undefined : known[name];
    if (intrinsic !== undefined) return intrinsic(argument, resolve);
    if (name?.startsWith('Fn::')) throw new Error(`The template uses ${name}: the local mail server does not.`);
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, resolve(inner)]));
  };
  return resolve(value);
};
