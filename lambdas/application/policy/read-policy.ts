import { ok, type Result, refuse } from '../../core/result.ts';
import { roleRefusal } from '../people/not-allowed.ts';
import type { Principal } from '../people/principal.ts';
import type { PolicyContents, PolicyReader } from '../ports/ports.ts';

const noPolicy = refuse({ rule: 'no-policy', reason: 'No policy was applied yet: apply one first.' });

/** The whole policy, for administrators. */
export const makeReadPolicy =
  ({ policy }: { readonly policy: PolicyReader }) =>
  async (principal: Principal): Promise<Result<PolicyContents>> =>
    roleRefusal(principal, ['administrator']) ?? asResult(await policy.contents());

const asResult = (contents: PolicyContents | undefined): Result<PolicyContents> => (contents ? ok(contents) : noPolicy);
