import type { Action, Credential } from '../../core/policy/schema.ts';
import type { HeldBy } from '../../core/request/exclusive-custody.ts';
import type { Decision } from '../../core/restriction/decision.ts';
import { instantText } from './time.ts';

/** A credential with what the caller may do with it now. Where its secret lies stays here. */
export const credentialView = ({
  credential,
  decisions,
  quarantinedSince,
  heldBy,
}: {
  readonly credential: Credential;
  readonly decisions: Readonly<Record<Action, Decision>>;
  readonly quarantinedSince?: number | undefined;
  readonly heldBy?: HeldBy | undefined;
}) => ({
  id: credential.id,
  username: credential.username,
  device: credential.device,
  site: credential.site,
  deviceType: credential.deviceType,
  credentialType: credential.credentialType,
  deviceTags: [...credential.deviceTags],
  credentialTags: [...credential.credentialTags],
  quarantinedSince: quarantinedSince === undefined ? null : instantText(quarantinedSince),
  exclusive: credential.exclusive === true,
  heldBy: heldBy === undefined ? null : { by: heldBy.by, until: instantText(heldBy.until) },
  decisions: {
    view_password: summaryOf(decisions.view_password),
    start_session: summaryOf(decisions.start_session),
  },
});

const summaryOf = ({ outcome, code, groupId, nextChange }: Decision) => ({ outcome, code, groupId, nextChange });
