import { type Action, actions } from '../../core/policy/action.ts';
import type { Credential, User } from '../../core/policy/schema.ts';
import { type HeldBy, heldBy } from '../../core/request/exclusive-custody.ts';
import { type Decide, makeDecide } from '../../core/restriction/decide.ts';
import type { Decision } from '../../core/restriction/decision.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Principal } from '../people/principal.ts';
import type { CustodyStore, ReadQuarantine } from '../ports/ports.ts';
import type { DecidePorts } from './decide-access.ts';

export interface UsableCredential {
  readonly credential: Credential;
  readonly decisions: Readonly<Record<Action, Decision>>;
  /** Since when nobody is given it, because a change of its password is overdue; in epoch milliseconds. */
  readonly quarantinedSince?: number | undefined;
  /** Who has it to themselves now, where it is exclusive. */
  readonly heldBy?: HeldBy | undefined;
}

export type ListPorts = DecidePorts & {
  readonly quarantine: ReadQuarantine;
  readonly custody: Pick<CustodyStore, 'read'>;
};

/**
 * What this person may use at this instant, each with both decisions; what is refused for both is left out. The person,
 * the credentials and the settings are those of one version of the policy, which is read once.
 */
export const makeListCredentials =
  ({ clock, policy, readRows, quarantine, custody }: ListPorts) =>
  async (principal: Principal): Promise<Result<readonly UsableCredential[]>> => {
    const contents = await policy.contents();
    const user = contents?.policy.users.find(({ subject }) => subject === principal.id);
    if (!(contents && user?.enabled)) return ok([]);
    const { version, generation, policy: current } = contents;
    const head = { version, generation, settings: current.settings };
    const [[viewing, opening], since] = await Promise.all([
      Promise.all(actions.map((action) => readRows(head, action))),
      quarantine(),
    ]);
    const decideView = makeDecide(viewing ?? [], head.settings);
    const decideOpen = makeDecide(opening ?? [], head.settings);
    const at = clock();
    const all = current.credentials.map((credential) => usable(user, credential, at, { decideView, decideOpen }));
    const mine = all.filter(({ decisions }) => Object.values(decisions).some(({ outcome }) => outcome !== 'deny'));
    const holders = await Promise.all(mine.map(({ credential }) => holderOf(custody, credential)));
    return ok(mine.map((one, at) => ({ ...one, quarantinedSince: since[one.credential.id], heldBy: holders[at] })));
  };

const holderOf = async (custody: ListPorts['custody'], { id, exclusive }: Credential): Promise<HeldBy | undefined> =>
  exclusive ? heldBy(await custody.read(id)) : undefined;

const usable = (
  user: User,
  credential: Credential,
  at: number,
  { decideView, decideOpen }: { readonly decideView: Decide; readonly decideOpen: Decide },
): UsableCredential => ({
  credential,
  decisions: {
    view_password: decideView({ user, credential, action: 'view_password', at }),
    start_session: decideOpen({ user, credential, action: 'start_session', at }),
  },
});
