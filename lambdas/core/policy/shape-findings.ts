import * as z from 'zod';
import { suggest } from './nearest-name.ts';
import type { Finding, Path } from './problem.ts';

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

/** The schema inside optional, default and transformed ones. */
const unwrap = (schema: Schema): Schema => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrap(schema.def.innerType);
  }
  return schema instanceof z.ZodPipe ? unwrap(schema.def.in) : schema;
};

/** The parts of a schema that an issue's path leads through: issues come from this schema, so it has them. */
type Parts = { readonly def: { readonly element?: Schema; readonly shape: Record<string, Schema> } };

const step = (schema: Schema, key: string | number): Schema => {
  const { def } = unwrap(schema) as unknown as Parts;
  return def.element ?? (def.shape[key] as Schema);
};

const fieldsAt = (schema: Schema, path: Path): string[] => {
  const { def } = unwrap(path.reduce(step, schema)) as unknown as Parts;
  return Object.keys(def.shape);
};

const unknownFields = (schema: Schema, path: Path, keys: readonly string[]): Finding[] => {
  const known = fieldsAt(schema, path);
  return keys.map((key) => ({
    path: [...path, key],
    rule: 'unknown-field',
    message: `\`${key}\` is not a field here`,
    fix: `${suggest(key, known)} Known here: ${known.join(', ')}`,
  }));
};

/** A value as it was read, shortened; `undefined` is how JavaScript shows that there is none. */
const show = (value: unknown): string => String(JSON.stringify(value)).slice(0, 60);

type Told = Omit<Finding, 'path'>;

const tellType = (issue: z.core.$ZodIssueInvalidType, field: string): Told => {
  if (issue.input === undefined) {
    return { rule: 'missing-field', message: `\`${field}\` is missing`, fix: `add \`${field}\`` };
  }
  if (issue.input === null) {
    return { rule: 'null-value', message: `\`${field}\` is null`, fix: 'give it a value, or leave the field out' };
  }
  const custom = issue.message.startsWith('Invalid input') ? `must be of type ${issue.expected}` : issue.message;
  const shown = show(issue.input);
  return { rule: 'wrong-type', message: `\`${field}\` ${custom}`, fix: `${shown} is not; write the value differently` };
};

const tellValue = (issue: z.core.$ZodIssueInvalidValue, field: string): Told => {
  const known = issue.values.map(String);
  return {
    rule: 'unknown-value',
    message: `\`${field}\` is ${show(issue.input)}`,
    fix: `${suggest(String(issue.input), known)} Known here: ${known.join(', ')}`,
  };
};

const tellSize = (issue: Issue, field: string): Told | undefined => {
  if (issue.code === 'too_small' && issue.origin === 'array') {
    const fix = 'leave the field out, or name at least one entry';
    return { rule: 'empty-list', message: `\`${field}\` is an empty list`, fix };
  }
  if (issue.code === 'too_big' && issue.origin === 'array') {
    const message = `\`${field}\` has more than ${issue.maximum} entries`;
    return { rule: 'too-many-entries', message, fix: `keep at most ${issue.maximum}` };
  }
  return undefined;
};

const tellRest = (issue: Issue, field: string): Told => {
  const said = issue.message.replace(/^(Invalid input: |Too (small|big): )/, '');
  const shown = show(issue.input);
  return { rule: 'invalid-value', message: `\`${field}\` ${said}`, fix: `correct the value; it is now ${shown}` };
};

const tell = (issue: Issue, field: string): Told => {
  if (issue.code === 'invalid_type') return tellType(issue, field);
  if (issue.code === 'invalid_value') return tellValue(issue, field);
  return tellSize(issue, field) ?? tellRest(issue, field);
};

/** What zod found, as findings that name the field and a way out. */
export const shapeFindings = (schema: Schema, error: z.core.$ZodError): Finding[] =>
  error.issues.flatMap((issue) => {
    const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
    if (issue.code === 'unrecognized_keys') return unknownFields(schema, path, issue.keys);
    const field = String(path.findLast((key) => typeof key === 'string') ?? 'policy');
    return [{ path, ...tell(issue, field) }];
  });
