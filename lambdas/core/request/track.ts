import type { Step } from './effects.ts';

/**
 * Where the effects of a commit are done. On `steps`, whatever a workflow or a session waits for; nothing there waits for
 * mail. On `notices`, what only tells. `handed-over`: mails that began on `steps` and go on with the notices (ADR 18).
 */
export type Track = 'steps' | 'notices' | 'handed-over';

/** The track of all events of one commit: they come together, so one that moves something takes the others along. */
export const trackOf = (steps: readonly Step[]): Track =>
  steps.some(({ kind }) => kind !== 'mail') ? 'steps' : 'notices';

/** The stream brings whatever is written as handed over: so the first who writes about it takes it up. */
export const takenUp = (track: Track): Track => (track === 'handed-over' ? 'notices' : track);
