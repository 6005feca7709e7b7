import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  readonly handler: IFunction;
  /** Why anyone may call it. @default - a valid token is demanded */
  readonly open?: string;
}

export interface ApprovalApiProps {
  readonly prefix: string;
  readonly logRetentionDays: RetentionDays;
  readonly authorizer: IHttpRouteAuthorizer;
  readonly routes: readonly Route[];
}

/** No header, no body and no query: a token or a reason must not reach a log (threats.md I-01). */
const accessLogFormat = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  ip: '$context.identity.sourceIp',
  principal: '$context.authorizer.claims.sub',
  latency: '$context.responseLatency',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
};

/** The HTTP API (design.md 8): every route behind the JWT authorizer but the open ones, throttled, logged, no CORS. */
export class ApprovalApi extends Construct {
  readonly api: HttpApi;
  readonly #authorizer: IHttpRouteAuthorizer;

  constructor(scope: Construct, id: string, props: ApprovalApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { apiName: props.prefix, createDefaultStage: false });
    const log = new LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/vendedlogs/apis/${props.prefix}`,
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFormat)),
      },
    });
    this.#authorizer = props.authorizer;
    this.add(props.routes);
  }

  /** Adds routes whose functions have to know the address of the API. */
  add(routes: readonly Route[]): void {
    for (const route of routes) this.#add(route);
  }

  #add({ method, path, handler, open }: Route): void {
    const [route] = this.api.addRoutes({
      path,
      methods: [HttpMethod[method]],
      integration: new HttpLambdaIntegration(handler.node.id, handler),
      authorizer: open === undefined ? this.#authorizer : new HttpNoneAuthorizer(),
    });
    if (open !== undefined && route !== undefined) acknowledge(route, 'AwsSolutions-APIG4', open);
  }
}
