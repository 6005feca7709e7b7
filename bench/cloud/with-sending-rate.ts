import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { Cloud } from './start-cloud.ts';

const FUNCTION_NAME = 'countersign-dispatch-effects';

/** Does something while `dispatch-effects` sends as an account of this rate does: the setting `mailsPerSecond`. */
export const withSendingRate = async <T>({ sdk }: Cloud, mailsPerSecond: number, act: () => Promise<T>): Promise<T> => {
  const client = new LambdaClient(sdk);
  const { Environment } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: FUNCTION_NAME }));
  const before = Environment?.Variables ?? {};
  const configure = (Variables: Record<string, string>) =>
    client.send(new UpdateFunctionConfigurationCommand({ FunctionName: FUNCTION_NAME, Environment: { Variables } }));
  await configure({ ...before, MAILS_PER_SECOND: String(mailsPerSecond) });
  try {
    return await act();
  } finally {
    await configure(before);
  }
};
