import { ok, type Result, refuse } from '../core/result.ts';
import { roleRefusal } from './not-allowed.ts';
import type { PolicyContents, PolicyReader } from './ports.ts';
import type { Principal } from './principal.ts';

const noPolicy = refuse({ rule: 'no-policy', reason: 'No policy was applied yet: apply one first.' });

/** The whole policy, for administrators. */
export const makeReadPolicy =
  ({ policy }: { readonly policy: PolicyReader }) =>
  async (principal: Principal): Promise<Result<PolicyContents>> =>
    roleRefusal(principal, ['administrator']) ?? asResult(await policy.contents());

const asResult = (contents: PolicyContents | undefined): Result<PolicyContents> => (contents ? ok(contents) : noPolicy);
