import { fact, link } from './line.ts';
import {
  type Notice,
  notice,
  type Reading,
  type Span,
  type Use,
  useInWords,
  vaultInstant,
  windowLines,
  wordsFor,
} from './notice.ts';

export interface EmergencyUsedFacts {
  readonly requestId: string;
  readonly requester: string;
  readonly use: Use;
  readonly justification: string;
  /** The second reason, asked for the emergency itself (mission.md Q23). */
  readonly emergencyReason: string;
  readonly window: Span;
  /** Until when somebody has to review it. */
  readonly reviewDueAt: number;
  readonly reading: Reading;
  readonly link: string;
}

/** To every approver of every level, at once, when somebody went in without waiting (seed 1). */
export const emergencyUsed = ({ reading, ...facts }: EmergencyUsedFacts): Notice => {
  const say = wordsFor(reading);
  const { emergency } = say;
  return notice(
    { subject: emergency.subject(facts.requestId), reading },
    emergency.first,
    [
      fact(say.who, facts.requester),
      fact(say.what, useInWords(facts.use, reading)),
      fact(say.why, facts.justification),
      fact(say.urgent, facts.emergencyReason),
    ],
    [emergency.window, ...windowLines(facts.window, reading)],
    [...emergency.review(vaultInstant(facts.reviewDueAt, reading)), link(facts.link)],
    emergency.whyYou,
  );
};
