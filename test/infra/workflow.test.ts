import aslValidator from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { ACCESS_NOT_OVER } from '../../lambdas/application/closing/close-password.ts';
import type { Track } from '../../lambdas/core/request/track.ts';
import { resourcesOf, templates } from './deployment.ts';
import { flat } from './statements.ts';

interface Condition {
  readonly Variable: string;
  readonly [operator: string]: unknown;
}

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Resource?: string;
  readonly Choices?: readonly { readonly And: readonly Condition[]; readonly Next: string }[];
  readonly [field: string]: unknown;
}

interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

const { main } = templates();
const machines = new Map(
  resourcesOf(main, 'AWS::StepFunctions::StateMachine').map(([, { Properties }]) => [
    Properties['StateMachineName'] as string,
    Properties,
  ]),
);

/** The definition as AWS gets it, with names that AWS could have given. */
const definitionOf = (name: string): Definition => {
  const text = flat(machines.get(name)?.['DefinitionString'])
    .replaceAll('<AWS::Partition>', 'aws')
    .replace(/<(\w+)\.Arn>/g, 'arn:aws:lambda:eu-west-1:000000000000:function:$1');
  return JSON.parse(text) as Definition;
};
const approval = definitionOf('countersign-approval');
const close = definitionOf('countersign-close');

/** Walks from the start; each task answers with the next of `answers`. */
const walk = ({ StartAt, States }: Definition, answers: readonly string[]): string[] => {
  const left = [...answers];
  const visited: string[] = [];
  let next: string | undefined = StartAt;
  let answer: string | undefined;
  while (next !== undefined) {
    const state: State | undefined = States[next];
    visited.push(next);
    if (state?.Type === 'Task' && state.End !== true) answer = left.shift();
    next = state?.Choices?.find(({ And }) => And.some((test) => test['StringEquals'] === answer))?.Next ?? state?.Next;
  }
  return visited;
};

const patientRetry = {
  ErrorEquals: ['States.ALL'],
  IntervalSeconds: 1,
  MaxAttempts: 99_999_999,
  BackoffRate: 2,
  MaxDelaySeconds: 60,
  JitterStrategy: 'FULL',
};

describe('both state machines', () => {
  it.each([...machines.keys()])('%s is a valid definition', (name) => {
    expect(aslValidator(definitionOf(name))).toMatchObject({ isValid: true, errors: [] });
  });

  it('are Standard, traced, encrypted with our key, and log all without the data', () => {
    expect([...machines.keys()].sort()).toEqual(['countersign-approval', 'countersign-close']);
    for (const properties of machines.values()) {
      expect(properties).toMatchObject({
        StateMachineType: 'STANDARD',
        TracingConfiguration: { Enabled: true },
        EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY' },
        LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
      });
    }
  });

  it('stay within what Step Functions and the local cloud both understand', () => {
    const definitions = JSON.stringify([approval, close]);

    expect(definitions).not.toMatch(/JSONata|Assign|Heartbeat|Timestamp\w+Path|String\w+Path|"Parallel"|"Map"/);
  });
});

describe('the approval machine', () => {
  it('has the states of design.md 5 and no other', () => {
    const names = [
      'AskLevel',
      'MoreLevels',
      'WaitUntilWindowEnd',
      'CloseAccess',
      'Done',
      'LapseRequest',
      'PauseAfterFault',
      'RecoverRequest',
    ];

    expect(new Set(Object.keys(approval.States))).toEqual(new Set(names));
  });

  it('asks a level by callback, at most until the deadline, and never repeats the question by itself', () => {
    const { AskLevel: ask } = approval.States;

    expect(ask).toMatchObject({
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Parameters: {
        Payload: {
          'requestId.$': '$$.Execution.Input.requestId',
          'token.$': '$$.Task.Token',
          'enteredAt.$': '$$.State.EnteredTime',
        },
      },
      TimeoutSecondsPath: '$.secondsLeft',
      Catch: [
        { ErrorEquals: ['States.Timeout'], ResultPath: '$.error', Next: 'LapseRequest' },
        { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'RecoverRequest' },
      ],
    });
    expect(ask).not.toHaveProperty('Retry');
    expect(ask).not.toHaveProperty('ResultPath');
  });

  it('goes round slowly when the ask always fails', () => {
    expect(approval.States['RecoverRequest']).toMatchObject({ Next: 'PauseAfterFault' });
    expect(approval.States['PauseAfterFault']).toEqual({ Type: 'Wait', SecondsPath: '$.pause', Next: 'MoreLevels' });
  });

  it('E-14: goes by whole answers alone: what else comes leads to where the request is', () => {
    const choice = approval.States['MoreLevels'] as State;
    const next = { Variable: '$.next', IsPresent: true };

    expect(choice.Choices).toEqual([
      {
        And: [
          next,
          { Variable: '$.next', StringEquals: 'ask' },
          { Variable: '$.secondsLeft', IsPresent: true },
          { Variable: '$.secondsLeft', NumericGreaterThanEquals: 1 },
        ],
        Next: 'AskLevel',
      },
      {
        And: [
          next,
          { Variable: '$.next', StringEquals: 'wait' },
          { Variable: '$.windowEnd', IsPresent: true },
          { Variable: '$.windowEnd', IsTimestamp: true },
        ],
        Next: 'WaitUntilWindowEnd',
      },
      { And: [next, { Variable: '$.next', StringEquals: 'done' }], Next: 'Done' },
    ]);
    expect(choice['Default']).toBe('RecoverRequest');
  });

  it('E-14: names the request by what the execution was started with, never by an answer', () => {
    expect(JSON.stringify(approval)).not.toContain('"$.requestId"');
  });

  it('waits until the end of the window', () => {
    expect(approval.States['WaitUntilWindowEnd']).toEqual({
      Type: 'Wait',
      TimestampPath: '$.windowEnd',
      Next: 'CloseAccess',
    });
  });

  it('closes until it is done, and waits again if the end has moved', () => {
    expect(approval.States['CloseAccess']).toMatchObject({
      End: true,
      Retry: [{ ErrorEquals: [ACCESS_NOT_OVER], MaxAttempts: 0 }, patientRetry],
      Catch: [{ ErrorEquals: [ACCESS_NOT_OVER], ResultPath: '$.error', Next: 'RecoverRequest' }],
    });
  });

  it.each([
    ['LapseRequest', 'MoreLevels'],
    ['RecoverRequest', 'PauseAfterFault'],
  ])('%s is patient, and its answer says what is next', (name, Next) => {
    expect(approval.States[name]).toMatchObject({
      Parameters: { 'requestId.$': '$$.Execution.Input.requestId' },
      Retry: [patientRetry],
      Next,
    });
    expect(approval.States[name]).not.toHaveProperty('ResultPath');
  });

  it.each([1, 2, 5])('takes 2L+2 transitions for %i levels when all goes well', (levels) => {
    const answers = [...Array.from({ length: levels - 1 }, () => 'ask'), 'wait'];

    expect(walk(approval, answers)).toHaveLength(2 * levels + 2);
    expect(walk(approval, answers).at(-1)).toBe('CloseAccess');
  });

  it('ends without closing when nothing was given', () => {
    expect(walk(approval, ['done'])).toEqual(['AskLevel', 'MoreLevels', 'Done']);
  });
});

describe('the close machine', () => {
  it('waits for the end and is one patient task', () => {
    expect(walk(close, [])).toEqual(['WaitUntilEnd', 'CloseAccess']);
    expect(close.States['WaitUntilEnd']).toMatchObject({ Type: 'Wait', TimestampPath: '$.closeAt' });
    expect(close.States['CloseAccess']).toMatchObject({
      End: true,
      Parameters: { 'requestId.$': '$$.Execution.Input.requestId' },
      Retry: [patientRetry],
    });
  });
});

describe('the outbox', () => {
  const mappings = resourcesOf(main, 'AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => Properties);

  it('delivers effects from the stream in parts, a bounded number of times, then to a queue', () => {
    expect(mappings).toHaveLength(2);
    for (const mapping of mappings) {
      expect(mapping).toMatchObject({
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 10,
        StartingPosition: 'TRIM_HORIZON',
      });
      expect(flat(mapping['DestinationConfig'].OnFailure.Destination)).toMatch(/^<EffectsUndelivered\w+\.Arn>$/);
    }
  });

  it('reads what moves something apart from what only tells, and each effect in one place', () => {
    const filtersOf = ({ FilterCriteria }: (typeof mappings)[number]) =>
      FilterCriteria.Filters.map(({ Pattern }: { readonly Pattern: string }) => JSON.parse(Pattern));
    const filter = (eventName: string, track: Track) => ({
      eventName: [eventName],
      dynamodb: { NewImage: { track: { S: [track] } } },
    });

    expect(mappings.map(filtersOf)).toEqual([
      [filter('INSERT', 'steps')],
      [filter('INSERT', 'notices'), filter('MODIFY', 'handed-over')],
    ]);
  });
});
