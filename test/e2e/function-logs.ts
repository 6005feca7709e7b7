import { ROOT } from '../../local/process/environment.ts';
import type { Cloud } from './cloud.ts';

/** One call of the plain JSON protocol of CloudWatch Logs: it is not worth a client of its own. */
export const logsCall = async (endpoint: string, operation: string, body: object) => {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Logs_20140328.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${ROOT.accessKeyId}/20260101/us-east-1/logs/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(body),
  });
  return response.json() as Promise<{ logGroups?: { logGroupName: string }[]; events?: { message: string }[] }>;
};

/** Every line that a function logged. */
export const linesOf = async ({ settings }: Cloud, name: string): Promise<readonly string[]> => {
  const logGroupName = `/aws/lambda/countersign-${name}`;
  const { events = [] } = await logsCall(settings.awsEndpoint, 'FilterLogEvents', { logGroupName });
  return events.map(({ message }) => message);
};

const REPORT = /^REPORT RequestId: .*\bDuration: ([\d.]+) ms\tBilled Duration/;

/** How long each call of a function took, in milliseconds, from the line that each leaves when it has ended. */
export const durationsOf = (lines: readonly string[]): readonly number[] =>
  lines.flatMap((line) => {
    const [, millis] = REPORT.exec(line) ?? [];
    return millis === undefined ? [] : [Number(millis)];
  });
