import type { Result } from '../result.ts';
import type { RequestEvent } from './events.ts';
import type { RequestRefusal } from './refusal.ts';

/** What a command comes to: the events to record (none when there is nothing to do), or a refusal with its rule. */
export type Outcome = Result<readonly RequestEvent[], RequestRefusal>;
