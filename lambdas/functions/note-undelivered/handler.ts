import type * as z from 'zod';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeNoteUndelivered } from '../../application/mail-in/note-undelivered.ts';
import { task } from '../task.ts';
import { noteUndeliveredEnv } from './env.ts';
import { sesFeedback } from './ses-feedback.ts';

const env = noteUndeliveredEnv.parse(process.env);
const client = documentClient();
const noteUndelivered = makeNoteUndelivered({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
});

export const handler = task(sesFeedback, async (mails: z.output<typeof sesFeedback>) => {
  for (const mail of mails) await noteUndelivered(mail);
});
