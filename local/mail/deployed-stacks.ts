import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  GetTemplateCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import type { Deployed } from './template-values.ts';

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});

/** A deployed stack: what its template says, and what became of it. */
export interface DeployedStack {
  readonly resources: readonly {
    readonly id: string;
    readonly type: string;
    readonly properties: Readonly<Record<string, unknown>>;
  }[];
  readonly deployed: ReadonlyMap<string, Deployed>;
}

const deployedBy = async (cloudFormation: CloudFormationClient, StackName: string) => {
  const { StackResources } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName }));
  return new Map<string, Deployed>(
    (StackResources ?? []).map(({ LogicalResourceId = '', ResourceType = '', PhysicalResourceId = '' }) => [
      LogicalResourceId,
      { type: ResourceType, id: PhysicalResourceId },
    ]),
  );
};

/**
 * Reads the deployed stacks that have a resource of this type, from their templates: the emulator takes what SES is to
 * do and does not do it, so the local mail server does.
 */
export const makeReadStacks = (sdk: ConstructorParameters<typeof CloudFormationClient>[0]) => {
  const cloudFormation = new CloudFormationClient(sdk ?? {});
  return async (type: string): Promise<readonly DeployedStack[]> => {
    const { StackSummaries = [] } = await cloudFormation.send(new ListStacksCommand({}));
    const live = StackSummaries.filter(({ StackStatus = '' }) => /^(CREATE|UPDATE)_COMPLETE$/.test(StackStatus));
    const found: DeployedStack[] = [];
    for (const { StackName = '' } of live) {
      const { TemplateBody = '' } = await cloudFormation.send(new GetTemplateCommand({ StackName }));
      if (!TemplateBody.includes(`${type}"`)) continue;
      const { Resources } = template.parse(JSON.parse(TemplateBody));
      const resources = Object.entries(Resources).map(([id, { Type, Properties }]) => ({
        id,
        type: Type,
        properties: Properties,
      }));
      found.push({ resources, deployed: await deployedBy(cloudFormation, StackName) });
    }
    return found;
  };
};
