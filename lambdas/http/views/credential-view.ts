import type { Action, Credential } from '../../core/policy/schema.ts';
import type { Decision } from '../../core/restriction/decision.ts';

/** A credential with what the caller may do with it now. Where its secret lies stays here. */
export const credentialView = (credential: Credential, decisions: Readonly<Record<Action, Decision>>) => ({
  id: credential.id,
  username: credential.username,
  device: credential.device,
  site: credential.site,
  deviceType: credential.deviceType,
  credentialType: credential.credentialType,
  deviceTags: [...credential.deviceTags],
  credentialTags: [...credential.credentialTags],
  decisions: {
    view_password: summaryOf(decisions.view_password),
    start_session: summaryOf(decisions.start_session),
  },
});

const summaryOf = ({ outcome, code, groupId, nextChange }: Decision) => ({ outcome, code, groupId, nextChange });
