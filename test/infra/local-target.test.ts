import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { outputsOfRejected, rejectedLocally } from '../../lib/local-target.ts';
import { templates } from './deployment.ts';

interface TemplateJson {
  Conditions?: Record<string, unknown>;
  Resources: Record<string, { Type: string; Condition?: string }>;
  Outputs: Record<string, { Condition?: string }>;
}

const jsonOf = (template: Template | undefined) => structuredClone(template?.toJSON()) as unknown as TemplateJson;
const onAws = templates();
const locally = templates({ target: 'local' });

/** Takes the condition off, and off exactly what may carry it. */
const withoutCondition = (template: TemplateJson): TemplateJson => {
  const { Conditions, ...rest } = template;
  expect(Conditions).toEqual({ OnAws: { 'Fn::Equals': ['aws', 'local'] } });
  for (const [id, part] of Object.entries({ ...rest.Resources, ...rest.Outputs })) {
    const conditioned = 'Type' in part ? rejectedLocally.has(part.Type) : outputsOfRejected.has(id);
    expect(part.Condition, id).toBe(conditioned ? 'OnAws' : undefined);
    delete part.Condition;
  }
  return rest;
};

describe('the templates for AWS and for the local cloud', () => {
  it.each(['main', 'mail'] as const)('differ in nothing but the condition: %s', (stack) => {
    const aws = jsonOf(onAws[stack]);

    expect(aws).not.toHaveProperty('Conditions');
    expect(JSON.stringify(aws)).not.toContain('"Condition":"OnAws"');
    expect(withoutCondition(jsonOf(locally[stack]))).toEqual(aws);
  });

  it('keep the receipt rule in both: the local mail server reads it there', () => {
    locally.mail?.hasResource('AWS::SES::ReceiptRule', { Condition: 'OnAws' });
  });
});
