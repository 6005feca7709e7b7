import * as z from 'zod';

/** What CloudFormation sends a custom resource. */
export const customResourceEvent = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  ResourceProperties: z.object({ RuleSetName: z.string().min(1) }),
});

export type CustomResourceEvent = z.output<typeof customResourceEvent>;

/** What came of it: `Status` is the attribute that the stack puts out, `reason` what CloudFormation shows. */
export type Outcome = { readonly ok: true; readonly status: string } | { readonly ok: false; readonly reason: string };

/** The answer to CloudFormation; the resource is the rule set, so that another name is another resource. */
export const customResourceAnswer = (event: CustomResourceEvent, outcome: Outcome): string =>
  JSON.stringify({
    Status: outcome.ok ? 'SUCCESS' : 'FAILED',
    Reason: outcome.ok ? outcome.status : outcome.reason,
    PhysicalResourceId: event.ResourceProperties.RuleSetName,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    ...(outcome.ok ? { Data: { Status: outcome.status } } : {}),
  });
