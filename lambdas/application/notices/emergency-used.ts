import { fact, link } from './line.ts';
import { type Notice, notice, type Span, type Use, useInWords, windowLines, type Zones } from './notice.ts';

export interface EmergencyUsedFacts {
  readonly requestId: string;
  readonly requester: string;
  readonly use: Use;
  readonly justification: string;
  /** The second reason, asked for the emergency itself (mission.md Q23). */
  readonly emergencyReason: string;
  readonly window: Span;
  readonly zones: Zones;
  readonly link: string;
}

/** To every approver of every level, at once, when somebody went in without waiting (seed 1). */
export const emergencyUsed = (facts: EmergencyUsedFacts): Notice =>
  notice(
    `Emergency access was used: request ${facts.requestId}`,
    ['EMERGENCY: access was taken without waiting for an approval.'],
    [
      fact('Who', facts.requester),
      fact('What', useInWords(facts.use)),
      fact('Why', facts.justification),
      fact('Urgent', facts.emergencyReason),
    ],
    ['It is open now, and ends by itself:', ...windowLines(facts.window, facts.zones)],
    ['If this is right, you need to do nothing. If it is not, end it here:', link(facts.link)],
    ['You get this mail because you approve requests of this kind.'],
  );
