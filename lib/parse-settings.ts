import * as z from 'zod';
import { type Settings, settingsSchema } from './config.ts';

/** One line for the operator: which setting, what is wrong with it, and what to write. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/** The settings that were found somewhere, as yet unchecked; throws a `SettingsError` that names the place. */
export const settingsRecord = (value: unknown, source: string): Record<string, unknown> => {
  const record = z.record(z.string(), z.unknown()).safeParse(value);
  if (!record.success) throw new SettingsError(`${source}: write a JSON object of settings`);
  return record.data;
};

/** The settings of a file's text, as yet unchecked; throws a `SettingsError` that names the file. */
export const parseSettingsText = (content: string, path: string): Record<string, unknown> => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch (cause) {
    throw new SettingsError(`${path}: this is not JSON; write a JSON object of settings`, { cause });
  }
  return settingsRecord(parsed, path);
};

const valueAt = (raw: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], raw);

const describe = (issue: z.core.$ZodIssue, raw: unknown): string => {
  if (issue.code === 'unrecognized_keys') {
    const where = issue.path.length === 0 ? '' : ` in ${issue.path.join('.')}`;
    return `${issue.keys.join(', ')}: there is no such setting${where}; lib/config.ts lists them`;
  }
  const value = valueAt(raw, issue.path);
  const found = value === undefined ? 'is missing' : `is ${JSON.stringify(value)}`;
  return `${issue.path.join('.')} ${found}; ${issue.message}`;
};

/** Checks settings; throws a `SettingsError` of one line that names the field and the fix. */
export const parseSettings = (raw: unknown): Settings => {
  const parsed = settingsSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [first, ...others] = parsed.error.issues;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  throw new SettingsError(first === undefined ? 'the settings are wrong' : `${describe(first, raw)}${more}`);
};

/**
 * Settings laid over one another, the last on top, and checked. A `null` takes away what lies below, as
 * `"replyDomain": null` turns receiving off.
 */
export const mergeSettings = (...layers: readonly Readonly<Record<string, unknown>>[]): Settings => {
  const merged: Record<string, unknown> = Object.assign({}, ...layers);
  return parseSettings(Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null)));
};
