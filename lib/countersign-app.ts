import type { IConstruct } from 'constructs';
import type { Settings } from './config.ts';
import type { FunctionDefaults } from './constructs/service-function.ts';
import { CountersignStack } from './countersign-stack.ts';
import { applyLocalTarget } from './local-target.ts';
import { MailReceivingStack } from './mail-receiving-stack.ts';

/** The stacks that these settings ask for. */
export interface CountersignStacks {
  readonly main: CountersignStack;
  readonly mail: MailReceivingStack | undefined;
}

/** Composes the stacks under an app: the one path to a deployment, on AWS and on a laptop. */
export const addCountersign = (
  scope: IConstruct,
  settings: Settings,
  code: FunctionDefaults['code'],
): CountersignStacks => {
  const { prefix, logRetentionDays, account, region, replyDomain } = settings;
  const defaults = { prefix, logRetentionDays, code };
  const env = { ...(account === undefined ? {} : { account }), ...(region === undefined ? {} : { region }) };
  const main = new CountersignStack(scope, 'Countersign', { stackName: prefix, env, settings, defaults });
  const { storage } = main;
  const stackName = `${prefix}-mail-receiving`;
  const mail =
    replyDomain === undefined
      ? undefined
      : new MailReceivingStack(scope, 'MailReceiving', { stackName, env, settings, defaults, storage, replyDomain });
  if (settings.target === 'local') applyLocalTarget(scope);
  return { main, mail };
};
