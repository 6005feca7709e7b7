import { existsSync, readdirSync } from 'node:fs';
import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { onlyResource, type Resource, resourcesOf, templates } from './deployment.ts';
import { ownIssuer } from './variants.ts';

const { main, mail } = templates();
const functions = [main, mail].flatMap((template) =>
  resourcesOf(template, 'AWS::Lambda::Function').map(([id, { Properties }]) => ({ id, template, ...Properties })),
) as unknown as { id: string; template: Template; FunctionName: string; [property: string]: unknown }[];
const nameOf = ({ FunctionName }: { FunctionName: string }) => FunctionName.replace('countersign-', '');

/** The zod schema of a function's env.ts; absent if the function needs to know nothing. */
const contractOf = async (name: string): Promise<z.ZodType | undefined> => {
  const file = new URL(`../../lambdas/functions/${name}/env.ts`, import.meta.url);
  if (!existsSync(file)) return undefined;
  const exported = (await import(file.href)) as Record<string, unknown>;
  return Object.values(exported).find((value) => value instanceof z.ZodType);
};

/** What our own contract covers: not what the runtime and the logger read. */
const variablesOf = (environment: unknown): Record<string, string> => {
  const { Variables } = environment as { Variables: Record<string, unknown> };
  const { NODE_OPTIONS: _options, POWERTOOLS_SERVICE_NAME: _service, ...own } = Variables;
  return Object.fromEntries(
    Object.entries(own).map(([name, value]) => [name, typeof value === 'string' ? value : 'ref']),
  );
};

describe('every function', () => {
  it.each(functions)('$FunctionName runs as the house runs code', ({ template, ...properties }) => {
    const role = (properties['Role'] as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'][0];
    const log = (properties['LoggingConfig'] as { LogGroup: { Ref: string } }).LogGroup.Ref;
    const logGroup = resourcesOf(template, 'AWS::Logs::LogGroup').find(([id]) => id === log)?.[1];
    const sharers = functions.filter((other) => JSON.stringify(other['Role']) === JSON.stringify(properties['Role']));

    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'handler.handler',
      MemorySize: expect.any(Number),
      Timeout: expect.any(Number),
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON' },
      Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps' } },
    });
    expect(logGroup?.Properties).toEqual({
      LogGroupName: `/aws/lambda/${properties.FunctionName}`,
      RetentionInDays: 365,
    });
    expect(role).toMatch(/Role/);
    expect(sharers).toHaveLength(1);
  });

  it.each(functions)('$FunctionName is given exactly what its env.ts asks for', async (properties) => {
    const contract = await contractOf(nameOf(properties));
    const variables = variablesOf(properties['Environment']);

    if (contract === undefined) expect(variables).toEqual({});
    else
      expect(Object.keys(z.record(z.string(), z.unknown()).parse(contract.parse(variables)))).toEqual(
        expect.arrayContaining(Object.keys(variables)),
      );
  });

  it('is one per verb-noun folder', () => {
    const folders = readdirSync(new URL('../../lambdas/functions', import.meta.url)).filter(
      (name) => !name.includes('.'),
    );

    expect(new Set(functions.map(nameOf))).toEqual(new Set([...folders, 'serve-openapi']));
    expect(functions).toHaveLength(new Set(functions.map(nameOf)).size);
  });
});

describe('optional variables', () => {
  const dispatch = (template: Template) =>
    variablesOf(
      resourcesOf(template, 'AWS::Lambda::Function').find(([, { Properties }]) =>
        String(Properties['FunctionName']).endsWith('dispatch-effects'),
      )?.[1].Properties['Environment'],
    );

  it('offer a reply address where mail is received', () => {
    expect(dispatch(main)).toMatchObject({
      REPLY_DOMAIN: 'reply.countersign.example.com',
      REPLY_OFFERED_DOMAINS: 'example.com',
    });
  });

  it('name the administrators who are told, the first one if no other is named', () => {
    const named = templates({ administratorEmails: ['dba@example.com', 'ops@example.com'] }).main;

    expect(dispatch(main)).toMatchObject({ ADMINISTRATOR_EMAILS: 'admin@example.com' });
    expect(dispatch(named)).toMatchObject({ ADMINISTRATOR_EMAILS: 'dba@example.com,ops@example.com' });
    expect(dispatch(templates(ownIssuer).main)).not.toHaveProperty('ADMINISTRATOR_EMAILS');
  });

  it('are absent where it is not: no mail can then carry a reply address', () => {
    const off = templates({ replyDomain: undefined });

    expect(off.mail).toBeUndefined();
    expect(dispatch(off.main)).not.toHaveProperty('REPLY_DOMAIN');
    expect(dispatch(off.main)).not.toHaveProperty('REPLY_OFFERED_DOMAINS');
  });

  it('name the claim of the principal with an issuer of its own', () => {
    const own = templates(ownIssuer).main;
    const [, submit] = resourcesOf(own, 'AWS::Lambda::Function').find(([, { Properties }]: [string, Resource]) =>
      String(Properties['FunctionName']).endsWith('submit-request'),
    ) as [string, Resource];

    expect(variablesOf(submit.Properties['Environment'])).toMatchObject({ PRINCIPAL_CLAIM: 'preferred_username' });
    expect(resourcesOf(own, 'AWS::Cognito::UserPool')).toEqual([]);
    expect(onlyResource(own, 'AWS::ApiGatewayV2::Authorizer')[1].Properties['JwtConfiguration']).toEqual({
      Issuer: 'https://login.example.com',
      Audience: ['countersign'],
    });
  });
});
