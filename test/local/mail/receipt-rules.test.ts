import { describe, expect, it } from 'vitest';
import { takes } from '../../../local/mail/receipt-rules.ts';
import { resolveValue } from '../../../local/mail/template-values.ts';

const rule = (...Recipients: string[]) => ({ Enabled: true, Recipients, Actions: [] });

describe('a receipt rule', () => {
  it.each([
    ['reply.example.com', 'r.abc@reply.example.com', true],
    ['reply.example.com', 'R.ABC@Reply.Example.com', true],
    ['reply.example.com', 'r.abc@example.com', false],
    ['reply.example.com', 'r.abc@evil-reply.example.com', false],
    ['.example.com', 'a@reply.example.com', true],
    ['.example.com', 'a@example.com', false],
    ['ann@example.com', 'ann+label@example.com', true],
    ['ann@example.com', 'anna@example.com', false],
  ])('for %s and mail to %s: %s', (recipient, address, expected) => {
    expect(takes(rule(recipient), address)).toBe(expected);
  });

  it('takes everything when it names no recipient', () => {
    expect(takes(rule(), 'a@x.io')).toBe(true);
  });
});

describe('a value of a template', () => {
  const deployed = new Map([
    ['Bucket', { type: 'AWS::S3::Bucket', id: 'mail' }],
    ['Unread', { type: 'AWS::SQS::Queue', id: 'http://127.0.0.1:4566/000000000000/unread' }],
    ['Reader', { type: 'AWS::Lambda::Function', id: 'receive-reply' }],
  ]);

  it.each([
    [{ Ref: 'Bucket' }, 'mail'],
    [{ Ref: 'AWS::Region' }, 'us-east-1'],
    [{ 'Fn::GetAtt': ['Reader', 'Arn'] }, 'arn:aws:lambda:us-east-1:000000000000:function:receive-reply'],
    [{ 'Fn::GetAtt': ['Unread', 'Arn'] }, 'arn:aws:sqs:us-east-1:000000000000:unread'],
    [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }]] }, 'arn:aws'],
    [
      { a: [{ Ref: 'Bucket' }], b: true },
      { a: ['mail'], b: true },
    ],
  ])('%j is what was deployed: %j', (value, expected) => {
    expect(resolveValue(value, deployed)).toEqual(expected);
  });

  it('fails by name where the local mail server does not know the function', () => {
    expect(() => resolveValue({ 'Fn::Select': [0, []] }, deployed)).toThrow('uses Fn::Select');
    expect(() => resolveValue({ 'Fn::GetAtt': ['Absent', 'Arn'] }, deployed)).toThrow('the ARN of Absent');
  });
});
