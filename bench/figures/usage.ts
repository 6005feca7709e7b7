import type { Usage } from '../arithmetic/cost.ts';
import { total } from '../cloud/function-logs.ts';
import type { MeteredCycles } from '../cloud/metered-cycles.ts';

const THOUSAND = 1000;
const GB = 1024 ** 3;

/** Calls whose name starts so, in all of the cycles. */
const called = ({ metered: { calls } }: MeteredCycles, prefix: string): number =>
  Object.entries(calls).reduce((sum, [name, count]) => (name.startsWith(prefix) ? sum + count : sum), 0);

const perThousand = (totals: Usage, { cycles }: MeteredCycles): Usage =>
  Object.fromEntries(Object.entries(totals).map(([name, count]) => [name, (count / cycles) * THOUSAND]));

/** All that a thousand cycles use, mail apart. */
export const allUsage = (run: MeteredCycles): Usage =>
  perThousand(
    {
      transition: run.transitions,
      lambdaRequest: total(run.functions.calls),
      lambdaGbSecond: run.gbSecondsEach * run.cycles,
      readUnit: run.metered.readUnits,
      writeUnit: run.metered.writeUnits,
      apiRequest: run.apiRequests,
      busEvent: run.metered.busEvents,
      // The rule of the bus hands each event to the queue of the SIEM.
      queueRequest: run.metered.busEvents,
      secretsCall: called(run, 'secretsmanager:'),
      // SES stores the mail that comes in; receive-reply reads it.
      s3Put: run.cycles,
      s3Get: called(run, 's3:'),
      logGb: run.functions.logBytes / GB,
    },
    run,
  );

export const mailUsage = (run: MeteredCycles): Usage =>
  perThousand({ mailOut: called(run, 'ses:'), mailIn: run.cycles }, run);
