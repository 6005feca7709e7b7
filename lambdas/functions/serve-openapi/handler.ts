import { Logger } from '@aws-lambda-powertools/logger';
import { serveOpenapiEndpoint } from '../../http/endpoints/openapi.ts';

export const handler = serveOpenapiEndpoint({ logger: new Logger() });
