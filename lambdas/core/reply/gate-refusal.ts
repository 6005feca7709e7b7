/** Every way in which the mail gate of threats.md 2.0 refuses, in its order. Stable: they stand in audit records. */
export type GateRefusal =
  // G0 to G4: before the token is looked up
  | 'too-large'
  | 'no-token'
  | 'several-tokens'
  | 'virus'
  | 'spam'
  | 'dmarc-not-pass'
  | 'headers-too-large'
  | 'malformed-headers'
  | 'from-not-single'
  | 'bad-from'
  // G5a and G6: who is it
  | 'token-unknown'
  | 'token-used-by-other'
  | 'address-changed'
  | 'approver-inactive'
  | 'approver-not-in-level'
  | 'requester-own'
  // G5b: is it this mail's time
  | 'token-expired'
  | 'token-used'
  | 'stale-date'
  | 'token-not-in-recipients-header'
  // G7
  | 'automatic';

/**
 * What its sender may be told. `silent`: nothing at all, so that nobody learns from a refusal and no robot is answered.
 * `state`: the right approver is late or repeats himself and may be told how the request stands (mission.md Q20).
 */
export type GateAnswer = 'silent' | 'state';

export interface GateStop {
  readonly rule: GateRefusal;
  readonly answer: GateAnswer;
}
