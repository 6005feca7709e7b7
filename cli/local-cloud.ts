import * as z from 'zod';
import { ok, type Result, refuse } from '../lambdas/core/result.ts';
import type { Terminal } from './terminal.ts';

/** Where a local cloud describes itself, seen from the folder that it was started in. */
export const LOCAL_CLOUD_FILE = '.local/countersign.json';

/** What the commands read of that description; it says more. */
const localCloud = z.object({
  apiUrl: z.url(),
  awsEndpoint: z.url(),
  region: z.string().min(1),
  clientId: z.string().min(1),
  users: z.array(z.object({ id: z.string(), email: z.string(), password: z.string() })),
});

export type LocalCloud = z.output<typeof localCloud>;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the schema refuses it, as it does any other text that describes no cloud
  }
};

const unreadable = (file: string, error: unknown) => {
  const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return refuse({
    rule: absent ? 'no-local-cloud' : 'file',
    field: 'cloud',
    reason: absent
      ? `no local cloud runs here (there is no ${file}): start one with npm start, or name its file with --cloud`
      : `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
  });
};

/** Reads the description of a local cloud; a cloud that does not run, or another file, is a refusal with the fix. */
export const readLocalCloud = async (file: string, terminal: Terminal): Promise<Result<LocalCloud>> => {
  const text = await terminal.readFile(file).catch((error: unknown) => ({ error }));
  if (typeof text !== 'string') return unreadable(file, text.error);
  const parsed = localCloud.safeParse(parseJson(text));
  if (parsed.success) return ok(parsed.data);
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  return refuse({
    rule: 'file',
    field: 'cloud',
    reason: `${file} does not describe a local cloud (${wrong.join('; ')}): start one again with npm start`,
  });
};
