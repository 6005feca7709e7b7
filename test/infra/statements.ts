import type { Template } from 'aws-cdk-lib/assertions';
import { type Resource, resourcesOf } from './deployment.ts';

export interface Statement {
  /** The Lambda's verb-noun, or the logical id of another role. */
  readonly who: string;
  readonly actions: readonly string[];
  /** ARNs with references in angle brackets, as `<StorageRequests29BB4971.Arn>`. */
  readonly resources: readonly string[];
  readonly conditions: unknown;
}

interface PolicyStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const listOf = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/** An ARN as one string. */
export const flat = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown>;
  if (Array.isArray(join)) return (join[1] as unknown[]).map(flat).join(join[0] as string);
  if (Array.isArray(attribute)) return `<${attribute.join('.')}>`;
  return Ref === undefined ? JSON.stringify(value) : `<${String(Ref)}>`;
};

const roleNames = (template: Template): ReadonlyMap<string, string> =>
  new Map(
    resourcesOf(template, 'AWS::Lambda::Function').map(([, { Properties }]) => [
      (Properties['Role'] as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'][0],
      String(Properties['FunctionName']).replace('countersign-', ''),
    ]),
  );

/** Everything that any role of the template may do. */
export const statementsOf = (template: Template): Statement[] => {
  const names = roleNames(template);
  return resourcesOf(template, 'AWS::IAM::Policy').flatMap(([, { Properties }]: [string, Resource]) => {
    const role = flat((Properties['Roles'] as unknown[])[0]).replace(/[<>]/g, '');
    const { Statement: statements } = Properties['PolicyDocument'] as { Statement: PolicyStatement[] };
    return statements.map(({ Action, Resource: resource, Condition }) => ({
      who: names.get(role) ?? role,
      actions: listOf(Action),
      resources: listOf(resource).map(flat),
      conditions: Condition,
    }));
  });
};
