import type { MiddlewareObj } from '@middy/core';
import httpSecurityHeaders from '@middy/http-security-headers';
import type {
  APIGatewayProxyEventV2WithJWTAuthorizer as Event,
  APIGatewayProxyStructuredResultV2 as Response,
} from 'aws-lambda';

/** Every answer, refusals included: never cached, never sniffed, never framed, nothing loaded from it. */
export const securityHeaders = (): MiddlewareObj<Event, Response>[] => [
  noStore,
  library() as MiddlewareObj<Event, Response>,
];

const setNoStore = (request: { response: Response | null | undefined }): void => {
  if (request.response) request.response.headers = { ...request.response.headers, 'Cache-Control': 'no-store' };
};

const noStore: MiddlewareObj<Event, Response> = { after: setNoStore, onError: setNoStore };

/** What only a page needs is left out. */
const library = () =>
  httpSecurityHeaders({
    contentSecurityPolicy: {
      'default-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'report-to': '',
      'require-trusted-types-for': '',
    },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: false,
    dnsPrefetchControl: false,
    downloadOptions: false,
    originAgentCluster: false,
    permissionsPolicy: false,
    permittedCrossDomainPolicies: false,
    reportTo: false,
    reportingEndpoints: false,
  });
