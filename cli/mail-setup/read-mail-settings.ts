import * as z from 'zod';
import { ok, type Result, refuse } from '../../lambdas/core/result.ts';
import type { Settings } from '../../lib/config.ts';
import { mergeSettings, parseSettingsText, SettingsError } from '../../lib/parse-settings.ts';
import { reasonOf } from '../reason-of.ts';
import type { Terminal } from '../terminal.ts';

/** The settings of a deployment, and the Region that it goes to. */
export interface MailSettings {
  readonly settings: Settings;
  readonly region: string;
}

const cdkJson = z.object({
  context: z.object({ countersign: z.record(z.string(), z.unknown()).default({}) }).default({ countersign: {} }),
});

const isAbsent = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** As the synth reads it; a folder without cdk.json has no settings of its own. */
const committedSettings = async (terminal: Terminal): Promise<Record<string, unknown>> => {
  const text = await terminal.readFile('cdk.json').catch((error: unknown) => {
    if (isAbsent(error)) return '{}';
    throw new SettingsError(`cdk.json cannot be read: ${reasonOf(error)}`, { cause: error });
  });
  const parsed = cdkJson.safeParse(parseSettingsText(text, 'cdk.json'));
  if (!parsed.success) throw new SettingsError('cdk.json: write the settings as context.countersign');
  return parsed.data.context.countersign;
};

const settingsOfFile = async (file: string, terminal: Terminal): Promise<Record<string, unknown>> => {
  const text = await terminal.readFile(file).catch((cause: unknown) => {
    throw new SettingsError(`--settings ${file}: this file cannot be read; name a JSON file`, { cause });
  });
  return parseSettingsText(text, file);
};

const wrong = (field: string, reason: string) => refuse({ rule: 'settings', field, reason });

/** Reads the settings as the synth does: those of cdk.json, over them the file. A wrong one is a refusal of one line. */
export const readMailSettings = async (
  options: { readonly settings?: string; readonly region?: string },
  terminal: Terminal,
): Promise<Result<MailSettings>> => {
  try {
    const committed = await committedSettings(terminal);
    const own = options.settings === undefined ? {} : await settingsOfFile(options.settings, terminal);
    const settings = mergeSettings(committed, own);
    const region = settings.region ?? options.region;
    if (region === undefined) return wrong('region', 'region is missing; set it, or give --region or AWS_REGION');
    return ok({ settings, region });
  } catch (error) {
    if (error instanceof SettingsError) return wrong('settings', error.message);
    throw error;
  }
};
