import { LambdaClient, paginateListFunctions, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { Cloud } from '../cloud/start-cloud.ts';

/**
 * Sends every call of the deployed functions to `endpoint`, by the variable that the SDK reads. Gives what undoes it.
 * Code, roles and all other variables stay; `except` names a function that is left alone.
 */
export const sendThrough = async ({ sdk }: Cloud, endpoint: string, except: string): Promise<() => Promise<void>> => {
  const client = new LambdaClient(sdk);
  const before: { FunctionName: string; Environment: { Variables: Record<string, string> } }[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
    for (const { FunctionName = '', Environment } of Functions) {
      if (!FunctionName.endsWith(`-${except}`))
        before.push({ FunctionName, Environment: { Variables: Environment?.Variables ?? {} } });
    }
  }
  const configure = (more: Record<string, string>) =>
    Promise.all(
      before.map(({ FunctionName, Environment: { Variables } }) =>
        client.send(
          new UpdateFunctionConfigurationCommand({
            FunctionName,
            Environment: { Variables: { ...Variables, ...more } },
          }),
        ),
      ),
    );
  await configure({ AWS_ENDPOINT_URL: endpoint });
  return async () => {
    await configure({});
  };
};
