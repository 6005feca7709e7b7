import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ROOT } from '../process/environment.ts';
import { explainSeed } from './explain-seed.ts';
import type { Stage } from './stage.ts';
import { waitFor } from './wait-for.ts';

interface AuditEvent {
  readonly 'detail-type': string;
  readonly detail: { readonly at: string; readonly actor: string; readonly chain: string; readonly seq: number };
}

/** The SIEM's side: every audit event as it came out of the queue. */
export const playAudit = async (
  { settings, transcript: { scene, show, holds } }: Stage,
  requestId: string,
): Promise<void> => {
  scene('What the SIEM has read from its queue about the first request');
  const sqs = new SQSClient({
    endpoint: settings.awsEndpoint,
    region: settings.region,
    credentials: ROOT,
  });
  const events: AuditEvent[] = [];
  const own = () => events.filter(({ detail }) => detail.chain === `request:${requestId}`);
  await waitFor('the audit event of the end', async () => {
    events.push(...(await receive(sqs, settings.siemQueueUrl)));
    return own().some((event) => event['detail-type'] === 'AccessClosed') ? true : undefined;
  });
  const unique = [...new Map(own().map((event) => [event.detail.seq, event])).values()].sort(
    (a, b) => a.detail.seq - b.detail.seq,
  );
  show(
    unique
      .map(
        ({ detail, 'detail-type': type }) =>
          `${String(detail.seq).padStart(2)}  ${detail.at}  ${type.padEnd(17)} ${detail.actor}`,
      )
      .join('\n'),
  );
  holds(
    'Numbered without a gap, from the submission to the confirmed end',
    unique.every(({ detail }, index) => detail.seq === index + 1),
  );
};

const receive = async (sqs: SQSClient, queue: string): Promise<AuditEvent[]> => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
  );
  if (Messages.length === 0) return [];
  const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
  await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue, Entries }));
  return Messages.map(({ Body = '{}' }) => JSON.parse(Body) as AuditEvent);
};

/** The auditor's side: the Requests report, and what the seed's own example decides. */
export const playReport = async ({ person, transcript: { scene, show, holds } }: Stage): Promise<void> => {
  scene('Eva, the auditor, exports the Requests report');
  const eva = person('eva');
  const csv = await eva.get('/reports/requests?format=csv');
  show(columns(csv.body));
  holds(
    'It has the column Emergency Access, with Yes and No',
    /Emergency Access/.test(csv.body) && /,Yes,/.test(csv.body) && /,No,/.test(csv.body),
  );
  const filtered = await eva.get('/reports/requests?emergency=Yes&format=csv');
  holds('Filtered by it, one request is left', filtered.body.trim().split('\n').length === 2, filtered.body);
  const ana = await person('ana').get('/reports/requests');
  holds(`Ana may not read the report (${ana.status})`, ana.status === 403);
};

/** The first columns, so that a line fits a screen. */
const columns = (csv: string): string =>
  csv
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').slice(0, 9).join(','))
    .join('\n');

/** The example of seed 2: approval is required from 13:00 to 17:00, and a justification is enough at 17:01. */
export const playSeed = async ({ transcript: { scene, show, holds } }: Stage): Promise<void> => {
  scene("The seed's example, offline: npx countersign explain");
  const afternoon = await explainSeed('2026-11-24T17:00:00Z');
  const evening = await explainSeed('2026-11-24T20:01:00Z');
  show([afternoon, evening].map(({ vaultTime, code, outcome }) => `${vaultTime}  ${code}  ${outcome}`).join('\n'));
  holds('14:00 needs approval, 17:01 a justification', afternoon.code === '11110045' && evening.code === '11100045', {
    afternoon,
    evening,
  });
};
