/**
 * What two open-source products need for a request, its approval, the grant and its end, counted from their published
 * source: state machine definitions, functions and their triggers. Nothing of theirs was run here. Costs are those
 * counts at the prices of prices.ts, without mail; durations and log volume in them are estimates (a quarter of TEAM's
 * figure, a seventh of Glide's).
 */
export const peers = {
  /** aws-samples/iam-identity-center-team at 7aaba0d; one level of approval, group approvers. */
  team: { transitions: 26, rejectedTransitions: 8, lapsedTransitions: 7, invocations: 21, usdPerThousand: 0.9 },
  /** common-fate/glide at 32198e1; one review decides, no levels; the machine starts at the approval. */
  glide: { transitions: 5, invocations: 16, usdPerThousand: 0.24 },
} as const;
