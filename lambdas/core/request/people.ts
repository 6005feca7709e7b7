/** Whether a person may act now: the account is enabled, and the group's current version still names him or her. */
export interface Standing {
  readonly enabled: boolean;
  readonly named: boolean;
  /** While the person is absent: who votes in his or her seat, an enabled person who is not the requester. */
  readonly delegate?: string | undefined;
}

/** The standing of each person involved; a person whom the policy does not know has none. */
export type People = Readonly<Record<string, Standing>>;
