import { describe, expect, it } from 'vitest';
import { onlyResource, resourcesOf, templates } from './deployment.ts';
import { flat, statementsOf } from './statements.ts';

const { main } = templates();

describe('the sweeper', () => {
  const [, { Properties: schedule }] = onlyResource(main, 'AWS::Scheduler::Schedule');

  it('runs every minute; a run that could not be started is tried again and then reported', () => {
    expect(schedule).toMatchObject({
      Name: 'countersign-sweep',
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 2 } },
    });
    const queue = flat(schedule['Target'].DeadLetterConfig.Arn).replace(/[<>]|\.Arn/g, '');
    expect(main.toJSON()['Resources'][queue].Properties.QueueName).toBe('countersign-sweeps-unstarted');
  });

  it('is started by a role that may call this function and tell its queue, and nothing else', () => {
    const role = flat(schedule['Target'].RoleArn).replace(/[<>]|\.Arn/g, '');
    const Properties = resourcesOf(main, 'AWS::IAM::Role').find(([id]) => id === role)?.[1].Properties;

    expect(statementsOf(main).filter(({ who }) => who === role)).toEqual([
      expect.objectContaining({ actions: ['lambda:InvokeFunction'], resources: [flat(schedule['Target'].Arn)] }),
      expect.objectContaining({
        actions: ['sqs:SendMessage'],
        resources: [flat(schedule['Target'].DeadLetterConfig.Arn)],
      }),
    ]);
    expect(Properties?.['AssumeRolePolicyDocument'].Statement).toMatchObject([
      {
        Principal: { Service: 'scheduler.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
  });

  it('reads the due index, and has effects done and passwords changed by the functions that may', () => {
    const mine = statementsOf(main).filter(({ who }) => who === 'sweep-due');
    const indexes = mine.flatMap(({ resources }) => resources).filter((arn) => arn.includes('/index/'));
    const invoked = mine.filter(({ actions }) => actions.includes('lambda:InvokeFunction'));

    expect(indexes).toEqual([expect.stringMatching(/\/index\/due$/)]);
    expect(invoked.flatMap(({ resources }) => resources)).toEqual([
      expect.stringMatching(/^<EffectsDispatchEffects\w+\.Arn>$/),
      expect.stringMatching(/^<StepsChangeOwedPassword\w+\.Arn>$/),
    ]);
  });
});
