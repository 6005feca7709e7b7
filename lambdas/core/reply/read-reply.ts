import type { Result } from '../result.ts';
import { chooseText, type LeafRefusal } from './choose-leaf.ts';
import { type GrammarRule, type ReplyReading, readDecision } from './grammar.ts';
import type { HeaderRefusal } from './header-block.ts';
import { htmlSaysAlone } from './html-words.ts';
import type { Leaf } from './leaf.ts';
import { noOtherWords, opposite, type ReplyWords } from './words.ts';

/** Why a mail has no leaves to choose from: what the MIME adapter refuses. */
export type MimeRefusal = HeaderRefusal | 'malformed-mime' | 'too-deep' | 'too-many-parts' | 'text-too-large';

/** Every rule by which a mailed reply is read, or is not. */
export type ReplyRule = GrammarRule | LeafRefusal | MimeRefusal | 'html-disagrees';

const none = (reason: ReplyRule): ReplyReading<ReplyRule> => ({ decision: 'none', reason, comment: '' });

/** G8 and G9: what a mail says, given its leaves, or the reason why there are none. Every doubt is `none`. */
export function readReply(
  leaves: Result<readonly Leaf[], MimeRefusal>,
  words: ReplyWords = noOtherWords,
): ReplyReading<ReplyRule> {
  if (!leaves.ok) return none(leaves.refusal);
  const chosen = chooseText(leaves.value);
  if (!chosen.ok) return none(chosen.refusal);
  const reading = readDecision(chosen.value.text, words);
  if (reading.decision === 'none') return reading;
  const other = opposite[reading.decision];
  const disagrees = chosen.value.html.some((html) =>
    [other, ...words[other]].some((word) => htmlSaysAlone(html, word)),
  );
  return disagrees ? none('html-disagrees') : reading;
}
