import { readFileSync } from 'node:fs';
import type { Node } from 'constructs';
import type { Settings } from './config.ts';
import { mergeSettings, parseSettingsText, SettingsError, settingsRecord } from './parse-settings.ts';

const readSettingsFile = (path: string): Record<string, unknown> => {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new SettingsError(`-c settings=${path}: this file cannot be read; name a JSON file`, { cause });
  }
  return parseSettingsText(content, path);
};

/**
 * The settings of this deployment: `countersign` in cdk.json, over it the file of `-c settings=<file>`, over both
 * `-c target=local`.
 */
export const readSettings = (node: Node): Settings => {
  const committed = settingsRecord(node.tryGetContext('countersign') ?? {}, 'cdk.json, context.countersign');
  const file: unknown = node.tryGetContext('settings');
  const own = typeof file === 'string' ? readSettingsFile(file) : {};
  const target: unknown = node.tryGetContext('target');
  return mergeSettings(committed, own, target === undefined ? {} : { target });
};
