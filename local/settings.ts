import { chmodSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

/** What a local cloud says about itself in `countersign.json`: the contract with the CLI, the demo and the tests. */
export const localSettings = z.object({
  /** Base of the API, stage included: add a path such as `/requests`. */
  apiUrl: z.string(),
  /** Every AWS call goes here, with the credentials `test` and `test`. */
  awsEndpoint: z.string(),
  region: z.string(),
  mailboxUrl: z.string(),
  smtp: z.object({ host: z.string(), port: z.int() }),
  replyDomain: z.string(),
  users: z.array(z.object({ id: z.string(), email: z.string(), password: z.string() })),
  stateMachineArn: z.string(),
  tables: z.object({ restrictions: z.string(), policy: z.string(), requests: z.string() }),
  userPoolId: z.string(),
  clientId: z.string(),
  siemQueueUrl: z.string(),
  mailBucket: z.string(),
  postgres: z.object({ host: z.string(), port: z.int(), database: z.string() }),
});

export type LocalSettings = z.infer<typeof localSettings>;

/** Writes it for its owner alone: it holds the demo passwords. */
export const writeSettings = (file: string, settings: LocalSettings): void => {
  writeFileSync(file, `${JSON.stringify(settings, undefined, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
};
