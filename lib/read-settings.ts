import { readFileSync } from 'node:fs';
import type { Node } from 'constructs';
import * as z from 'zod';
import { type Settings, settingsSchema } from './config.ts';

/** One line for the operator: which setting, what is wrong with it, and what to write. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

const asRecord = (value: unknown, source: string): Record<string, unknown> => {
  const record = z.record(z.string(), z.unknown()).safeParse(value);
  if (!record.success) throw new SettingsError(`${source}: write a JSON object of settings`);
  return record.data;
};

const readSettingsFile = (path: string): Record<string, unknown> => {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new SettingsError(`-c settings=${path}: this file cannot be read; name a JSON file`, { cause });
  }
  try {
    return asRecord(JSON.parse(content), path);
  } catch (cause) {
    if (cause instanceof SettingsError) throw cause;
    throw new SettingsError(`${path}: this is not JSON; write a JSON object of settings`, { cause });
  }
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
 * The settings of this deployment: `countersign` in cdk.json, over it the file of `-c settings=<file>`, over both
 * `-c target=local`. A `null` takes a setting of cdk.json away, as `"replyDomain": null` turns receiving off.
 */
export const readSettings = (node: Node): Settings => {
  const committed = asRecord(node.tryGetContext('countersign') ?? {}, 'cdk.json, context.countersign');
  const file: unknown = node.tryGetContext('settings');
  const own = typeof file === 'string' ? readSettingsFile(file) : {};
  const target: unknown = node.tryGetContext('target');
  const merged = { ...committed, ...own, ...(target === undefined ? {} : { target }) };
  return parseSettings(Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null)));
};
