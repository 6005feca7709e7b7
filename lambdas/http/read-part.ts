import type * as z from 'zod';
import { BadCall } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** Reads a part of a call by its schema. Throws a `BadCall` that names the first field that is wrong. */
export const readPart = <S extends z.ZodType>(schema: S, part: unknown): z.output<S> => {
  const parsed = schema.safeParse(part);
  if (parsed.success) return parsed.data;
  throw badCall(parsed.error.issues);
};

/** A field that is not ours comes before one that is wrong: it is the surer sign of a mistake. */
const badCall = (issues: readonly Issue[]): BadCall => {
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown) {
    const field = nameOf([...unknown.path, unknown.keys[0] ?? '']);
    return new BadCall({ rule: 'unknown-field', reason: `There is no field "${field}" here: leave it out.`, field });
  }
  const [issue] = issues;
  const field = nameOf(issue?.path ?? []);
  if (field === '') return new BadCall({ rule: 'invalid-field', reason: 'The body must be a JSON object.' });
  return new BadCall({ rule: 'invalid-field', reason: `"${field}" is wrong: ${issue?.message ?? ''}.`, field });
};

const nameOf = (path: readonly PropertyKey[]): string => path.map(String).join('.');
