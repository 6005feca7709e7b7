import { readFileSync } from 'node:fs';
import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { onlyResource, resourcesOf, templates } from './deployment.ts';
import { ownIssuer } from './variants.ts';

const { main } = templates();
const routes = resourcesOf(main, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties);

const clientWith = (template: Template, holds: (properties: Record<string, unknown>) => boolean) =>
  resourcesOf(template, 'AWS::Cognito::UserPoolClient').find(([, { Properties }]) => holds(Properties));

describe('the API', () => {
  it('has the routes of design.md 8', () => {
    expect(routes.map(({ RouteKey }) => RouteKey as string).sort((a, b) => a.localeCompare(b))).toEqual([
      'DELETE /people/{id}/absence',
      'GET /credentials',
      'GET /decide/{id}',
      'GET /openapi.json',
      'GET /people/{id}/absence',
      'GET /policy',
      'GET /reports/requests',
      'GET /requests',
      'GET /requests/{id}',
      'GET /sign-in/callback',
      'GET /undelivered',
      'POST /credentials/{id}/decision',
      'POST /dead-letters/redrive',
      'POST /decide/{id}',
      'POST /policy/apply',
      'POST /policy/check',
      'POST /requests',
      'POST /requests/{id}/cancel',
      'POST /requests/{id}/decisions',
      'POST /requests/{id}/emergency',
      'POST /requests/{id}/extension',
      'POST /requests/{id}/password',
      'POST /requests/{id}/return',
      'POST /requests/{id}/review',
      'POST /requests/{id}/revoke',
      'POST /requests/{id}/sessions',
      'POST /sign-out',
      'PUT /people/{id}/absence',
    ]);
  });

  it('demands a token everywhere but for its own contract and the pages, which ask people to sign in', () => {
    const open = routes.filter(({ AuthorizationType }) => AuthorizationType !== 'JWT');

    expect(open.map(({ RouteKey }) => RouteKey)).toEqual([
      'GET /openapi.json',
      'GET /decide/{id}',
      'POST /decide/{id}',
      'GET /sign-in/callback',
      'POST /sign-out',
    ]);
  });

  it('I-09: gives the report to a valid token alone; there is no bucket and no signed address to fetch it from', () => {
    const report = routes.find(({ RouteKey }) => RouteKey === 'GET /reports/requests');
    const { dependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

    expect(report).toMatchObject({ AuthorizationType: 'JWT', AuthorizerId: expect.anything() });
    expect(resourcesOf(main, 'AWS::S3::Bucket')).toEqual([]);
    expect(Object.keys(dependencies).filter((name) => /presign|cloudfront-signer/.test(name))).toEqual([]);
  });

  it('takes tokens of the stack’s own user pool, made for its own client', () => {
    const [, { Properties }] = onlyResource(main, 'AWS::ApiGatewayV2::Authorizer');
    const [pool] = onlyResource(main, 'AWS::Cognito::UserPool');
    const client = clientWith(main, ({ AllowedOAuthFlows }) => AllowedOAuthFlows === undefined);

    expect(Properties).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: [{ Ref: client?.[0] }] },
    });
    expect(JSON.stringify(Properties['JwtConfiguration'].Issuer)).toContain(pool);
  });

  it('is throttled and answers no other origin', () => {
    const [, stage] = onlyResource(main, 'AWS::ApiGatewayV2::Stage');
    const [, api] = onlyResource(main, 'AWS::ApiGatewayV2::Api');

    expect(stage.Properties['DefaultRouteSettings']).toEqual({ ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 });
    expect(api.Properties).not.toHaveProperty('CorsConfiguration');
  });

  it('logs each call without headers, query or body', () => {
    const [, { Properties }] = onlyResource(main, 'AWS::ApiGatewayV2::Stage');
    const { Format: format, DestinationArn: destination } = Properties['AccessLogSettings'];

    expect(destination).toBeDefined();
    expect(Object.keys(JSON.parse(format))).toContain('requestId');
    expect(format).not.toMatch(/header|querystring|body|authorization"/i);
  });
});

describe('sign-in', () => {
  it('is by user name, for people whom an administrator made', () => {
    const [, { Properties }] = onlyResource(main, 'AWS::Cognito::UserPool');

    expect(Properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: 'ACTIVE',
      MfaConfiguration: 'OPTIONAL',
      Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: true } },
    });
    expect(Properties).not.toHaveProperty('UsernameAttributes');
    expect(Properties).not.toHaveProperty('AliasAttributes');
  });

  it('has two groups, and the first administrator in one of them', () => {
    const groups = resourcesOf(main, 'AWS::Cognito::UserPoolGroup').map(
      ([, { Properties }]) => Properties['GroupName'],
    );
    const [, user] = onlyResource(main, 'AWS::Cognito::UserPoolUser');
    const [, attachment] = onlyResource(main, 'AWS::Cognito::UserPoolUserToGroupAttachment');

    expect(groups).toEqual(['administrators', 'auditors']);
    expect(user.Properties).toMatchObject({ Username: 'admin', DesiredDeliveryMediums: ['EMAIL'] });
    expect(attachment.Properties['Username']).toBe('admin');
    expect(JSON.stringify(attachment.Properties['GroupName'])).toMatch(/[Aa]dministrators/);
  });

  it('of a browser is by code alone, without a secret, and leads back to the pages alone', () => {
    const properties = clientWith(main, ({ AllowedOAuthFlows }) => AllowedOAuthFlows !== undefined)?.[1].Properties;

    expect(properties).toMatchObject({
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      GenerateSecret: false,
      CallbackURLs: [expect.anything()],
    });
    expect(JSON.stringify(properties?.['CallbackURLs'])).toContain('/sign-in/callback');
  });

  it('is left to an issuer of the operator’s own, if one is named', () => {
    const own = templates(ownIssuer).main;

    expect(onlyResource(own, 'AWS::ApiGatewayV2::Authorizer')[1].Properties['JwtConfiguration']).toEqual({
      Issuer: 'https://login.example.com',
      Audience: ['countersign'],
    });
    expect(resourcesOf(own, 'AWS::Cognito::UserPool')).toEqual([]);
  });
});
