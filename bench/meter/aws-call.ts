import type { IncomingHttpHeaders } from 'node:http';

/** One call of an AWS service, as it goes over the wire. */
export interface AwsCall {
  /** `dynamodb`, `secretsmanager`, ...: the service that the signature is for. */
  readonly service: string;
  readonly operation: string;
  readonly body: string;
}

const SCOPE = /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/;

/** Reads which service and operation a signed request is for; the operation of REST services is the HTTP method. */
export const readCall = (method: string, headers: IncomingHttpHeaders, body: Buffer): AwsCall => {
  const service = SCOPE.exec(headers.authorization ?? '')?.[1];
  if (service === undefined) throw new Error(`a call without a signature: ${method}`);
  const text = body.toString('utf8');
  const target = headers['x-amz-target'];
  const query = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const action = query ? new URLSearchParams(text).get('Action') : undefined;
  const operation = typeof target === 'string' ? target.split('.').at(-1) : action;
  return { service, operation: operation ?? method, body: text };
};
