import {
  foreignLine,
  type Notice,
  paragraphs,
  type Span,
  type Use,
  useInWords,
  windowLines,
  type Zones,
} from './notice.ts';

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
export const emergencyUsed = (facts: EmergencyUsedFacts): Notice => ({
  subject: `Emergency access was used: request ${facts.requestId}`,
  text: paragraphs(
    ['EMERGENCY: access was taken without waiting for an approval.'],
    [
      foreignLine('Who', facts.requester),
      foreignLine('What', useInWords(facts.use)),
      foreignLine('Why', facts.justification),
      foreignLine('Urgent', facts.emergencyReason),
    ],
    ['It is open now, and ends by itself:', ...windowLines(facts.window, facts.zones)],
    ['If this is right, you need to do nothing. If it is not, end it here:', facts.link],
    ['You get this mail because you approve requests of this kind.'],
  ),
});
