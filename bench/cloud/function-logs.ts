import { ROOT } from '../../local/process/environment.ts';
import type { Cloud } from './start-cloud.ts';

/** What the logs of the functions say of a stretch of time; functions are named without the deployment's prefix. */
export interface FunctionUse {
  readonly calls: Readonly<Record<string, number | undefined>>;
  /** Billed duration times memory. The duration is the emulator's on this machine. */
  readonly gbSeconds: Readonly<Record<string, number | undefined>>;
  /** As CloudWatch counts what it takes in: UTF-8, and 26 bytes for each event. */
  readonly logBytes: number;
}

/** The sum over all functions. */
export const total = (byFunction: FunctionUse['calls']): number =>
  Object.values(byFunction).reduce<number>((sum, each) => sum + (each ?? 0), 0);

interface LogEvent {
  readonly message: string;
  readonly timestamp: number;
}

const GROUPS = '/aws/lambda/countersign-';
const EVENT_BYTES = 26;
/** Called by the clock, however many requests there are: no part of a cycle. */
export const EVERY_MINUTE = 'sweep-due';
const REPORT = /^REPORT RequestId: .*Billed Duration: (\d+) ms\s+Memory Size: (\d+) MB/;

/** The plain JSON protocol of CloudWatch Logs: two calls are not worth a client of their own. */
const logs = async <T>({ settings }: Cloud, operation: string, body: object): Promise<T> => {
  const scope = `${ROOT.accessKeyId}/20260101/${settings.region}/logs/aws4_request`;
  const response = await fetch(settings.awsEndpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Logs_20140328.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`CloudWatch Logs ${operation}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
};

const eventsOf = async (cloud: Cloud, logGroupName: string, from: number): Promise<readonly LogEvent[]> => {
  const { events, nextToken } = await logs<{ events: LogEvent[]; nextToken?: string }>(cloud, 'FilterLogEvents', {
    logGroupName,
    startTime: from,
  });
  if (nextToken !== undefined) throw new Error(`more events in ${logGroupName} than one page: read fewer cycles`);
  return events;
};

/** Every call of every function but the sweeper since `from` (ms), from the REPORT line that each leaves when it has ended. */
export const functionUse = async (cloud: Cloud, from: number): Promise<FunctionUse> => {
  const { logGroups } = await logs<{ logGroups: { logGroupName: string }[] }>(cloud, 'DescribeLogGroups', {
    logGroupNamePrefix: GROUPS,
  });
  const names = logGroups.map(({ logGroupName }) => logGroupName).filter((name) => name !== GROUPS + EVERY_MINUTE);
  const all = await Promise.all(names.map((name) => eventsOf(cloud, name, from)));
  const reports = names.flatMap((name, at) => {
    const ended = all[at]?.flatMap(reportOf) ?? [];
    return ended.length === 0 ? [] : [{ name: name.slice(GROUPS.length), ended }];
  });
  return {
    calls: Object.fromEntries(reports.map(({ name, ended }) => [name, ended.length])),
    gbSeconds: Object.fromEntries(reports.map(({ name, ended }) => [name, ended.reduce((sum, each) => sum + each, 0)])),
    logBytes: all.flat().reduce((sum, { message }) => sum + Buffer.byteLength(message) + EVENT_BYTES, 0),
  };
};

/** GB-seconds of the call that ended with this line; nothing when it is another line. */
const reportOf = ({ message }: LogEvent): readonly number[] => {
  const [, millis, megabytes] = REPORT.exec(message) ?? [];
  return millis === undefined ? [] : [(Number(millis) / 1000) * (Number(megabytes) / 1024)];
};
