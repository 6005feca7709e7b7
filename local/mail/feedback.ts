import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { type DeployedStack, makeReadStacks } from './deployed-stacks.ts';
import { matchesPattern } from './event-pattern.ts';
import { feedbackEvent } from './feedback-event.ts';
import type { FeedbackType } from './mailbox-simulator.ts';
import type { Sdk } from './receive.ts';
import { resolveValue } from './template-values.ts';

/** Tells what became of a mail to this address. */
export type Feedback = (raw: Buffer, address: string, outcome: FeedbackType) => Promise<void>;

const destination = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.boolean(),
    MatchingEventTypes: z.array(z.string()),
    EventBridgeDestination: z.object({ EventBusArn: z.string().endsWith(':event-bus/default') }),
  }),
});

const rule = z.object({
  State: z.literal('ENABLED'),
  EventPattern: z.record(z.string(), z.unknown()),
  Targets: z.array(z.object({ Arn: z.string() })),
});

/** A rule that names a bus is not on the default one. */
const ofType = <Schema extends z.ZodType>(stack: DeployedStack, type: string, schema: Schema): z.output<Schema>[] =>
  stack.resources
    .filter((resource) => resource.type === type && !('EventBusName' in resource.properties))
    .map(({ properties }) => schema.safeParse(resolveValue(properties, stack.deployed)))
    .flatMap(({ data }) => (data === undefined ? [] : [data]));

/**
 * What SES and the default bus do, from the deployed templates: each configuration set with an event destination tells
 * its event, and each rule of the bus whose pattern matches has its function called. The emulator's bus takes no events
 * in the name of AWS, and its SES sends none.
 */
export const makeFeedback = (sdk: Sdk): Feedback => {
  const readStacks = makeReadStacks(sdk);
  const lambda = new LambdaClient(sdk);

  const call = async (FunctionName: string, event: object): Promise<void> => {
    await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: JSON.stringify(event) }));
  };

  return async (raw, address, outcome) => {
    for (const stack of await readStacks('AWS::SES::ConfigurationSetEventDestination')) {
      const sets = ofType(stack, 'AWS::SES::ConfigurationSetEventDestination', destination).filter(
        ({ EventDestination: { Enabled, MatchingEventTypes } }) =>
          Enabled && MatchingEventTypes.includes(outcome.toLowerCase()),
      );
      const rules = ofType(stack, 'AWS::Events::Rule', rule);
      for (const { ConfigurationSetName: configurationSet } of sets) {
        const event = feedbackEvent(outcome, { raw, address, configurationSet }, new Date());
        const matching = rules.filter(({ EventPattern }) => matchesPattern(EventPattern, event));
        for (const { Arn } of matching.flatMap(({ Targets }) => Targets)) await call(Arn, event);
      }
    }
  };
};
