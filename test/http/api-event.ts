import type { Context, APIGatewayProxyEventV2WithJWTAuthorizer as Event } from 'aws-lambda';

export interface Given {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path?: string;
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  /** Sent as JSON, unless it is text already. */
  readonly body?: unknown;
  readonly claims?: Record<string, unknown> | null;
}

export const claimsOf = (username: string, groups?: string): Record<string, unknown> => ({
  sub: '5b1c2d3e-0000-4000-8000-000000000001',
  iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE',
  client_id: 'exampleclient',
  token_use: 'access',
  scope: 'aws.cognito.signin.user.admin',
  username,
  ...(groups !== undefined && { 'cognito:groups': groups }),
});

/** An event as API Gateway's HTTP API sends it (payload 2.0): header names as sent, claims as text. */
export const apiEvent = (given: Given = {}): Event => {
  const { method = 'POST', path = '/requests', claims = claimsOf('ana') } = given;
  const event = {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: {
      accept: '*/*',
      'content-type': 'application/json',
      host: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
      authorization: 'Bearer canary-token-value',
      'user-agent': 'curl/8.5.0',
      'x-forwarded-for': '192.0.2.7',
      ...given.headers,
    },
    pathParameters: given.params,
    queryStringParameters: given.query,
    requestContext: {
      accountId: '123456789012',
      apiId: 'abcdefghij',
      authorizer: claims === null ? undefined : { jwt: { claims, scopes: null } },
      domainName: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
      domainPrefix: 'abcdefghij',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.7', userAgent: 'curl/8.5.0' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: `${method} ${path}`,
      stage: '$default',
      time: '24/Nov/2026:17:00:00 +0000',
      timeEpoch: 1_795_539_600_000,
    },
    body: given.body === undefined || typeof given.body === 'string' ? given.body : JSON.stringify(given.body),
    isBase64Encoded: false,
  };
  return event as unknown as Event;
};

export const lambdaContext = { awsRequestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef' } as Context;
