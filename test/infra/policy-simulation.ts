import type { Statement } from './statements.ts';

/** One call of DynamoDB, as IAM sees it: no sort key, no condition of the write. */
export interface Attempt {
  readonly action: string;
  readonly leadingKey: string;
  readonly attributes: readonly string[];
}

export interface PolicyDocument {
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Principal: unknown;
    readonly Action: string | readonly string[];
    readonly Resource: unknown;
    readonly Condition?: unknown;
  }[];
}

const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.split('*').map(escapeText).join('.*')}$`).test(text);

const escapeText = (text: string): string => text.replace(/[.?+^$(){}[\]|\\]/g, '\\$&');

/** The values that a condition key has in this call. */
const valuesOf = (key: string, { leadingKey, attributes }: Attempt): readonly string[] => {
  if (key === 'dynamodb:LeadingKeys') return [leadingKey];
  if (key === 'dynamodb:Attributes') return attributes;
  throw new Error(`this simulation does not know the condition key ${key}`);
};

/** Whether all conditions of a statement hold; one that this simulation does not know is an error, never a guess. */
const holds = (conditions: unknown, attempt: Attempt): boolean =>
  Object.entries((conditions ?? {}) as Record<string, Record<string, string | string[]>>).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const isOneOf = (value: string) => [wanted].flat().some((pattern) => matches(pattern, value));
      if (/^ForAnyValue:String(Like|Equals)$/.test(operator)) return valuesOf(key, attempt).some(isOneOf);
      if (/^ForAllValues:String(Like|Equals)$/.test(operator)) return valuesOf(key, attempt).every(isOneOf);
      throw new Error(`this simulation does not know the operator ${operator}`);
    }),
  );

/** Whether a statement of a role allows this call on the table of this logical id. */
export const permits = ({ actions, resources, conditions }: Statement, table: string, attempt: Attempt): boolean =>
  actions.some((action) => matches(action, attempt.action)) &&
  resources.some((resource) => resource === '*' || resource === `<${table}.Arn>`) &&
  holds(conditions, attempt);

/** Whether the policy of the table itself denies this call to everybody. */
export const denies = ({ Statement: statements }: PolicyDocument, attempt: Attempt): boolean =>
  statements.some(
    ({ Effect, Principal, Action, Resource, Condition }) =>
      Effect === 'Deny' &&
      JSON.stringify(Principal) === '{"AWS":"*"}' &&
      Resource === '*' &&
      [Action].flat().some((action) => matches(action, attempt.action)) &&
      holds(Condition, attempt),
  );
