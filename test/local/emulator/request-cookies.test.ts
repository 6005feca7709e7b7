import { afterAll, describe, expect, it } from 'vitest';
import { aFunction, runEmulator } from '../running-emulator.ts';

const emulator = await runEmulator();
afterAll(() => emulator.stop());

const echo = 'exports.handler = async ({ cookies, headers }) => ({ cookies, header: headers.cookie ?? "none" });';

describe('an HTTP API', () => {
  it('hands a function its cookies as a list, and takes them out of the headers', async () => {
    await emulator.create('cookies', {
      ...aFunction('echo', echo),
      api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'cookies', ProtocolType: 'HTTP' } },
      integration: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: {
          ApiId: { Ref: 'api' },
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: { 'Fn::GetAtt': ['echo', 'Arn'] },
          PayloadFormatVersion: '2.0',
        },
      },
      route: {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: {
          ApiId: { Ref: 'api' },
          RouteKey: 'GET /echo',
          Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'integration' }]] },
        },
      },
      stage: {
        Type: 'AWS::ApiGatewayV2::Stage',
        Properties: { ApiId: { Ref: 'api' }, StageName: '$default', AutoDeploy: true },
      },
    });
    const apiId = await emulator.resourceId('cookies', 'api');

    const answer = await fetch(`${emulator.sdk.endpoint}/_aws/execute-api/${apiId}/$default/echo`, {
      headers: { cookie: 'a=1; b=2=3' },
    });

    expect(await answer.json()).toEqual({ cookies: ['a=1', 'b=2=3'], header: 'none' });
  });
});
