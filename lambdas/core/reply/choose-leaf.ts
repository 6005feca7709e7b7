import { ok, type Result, refuse } from '../result.ts';
import { type DecodeRefusal, decodeText } from './decode-text.ts';
import { unflow } from './flowed.ts';
import type { Leaf } from './leaf.ts';

/** Why no text of a mail may be read for a decision. */
export type LeafRefusal = DecodeRefusal | 'no-text-part' | 'html-only' | 'malformed-part';

/** The one text that decides, and the HTML that may contradict it. */
export interface ChosenText {
  readonly text: string;
  readonly html: readonly string[];
}

const isHtml = (leaf: Leaf): boolean => leaf.mediaType === 'text/html' && !leaf.attached;

function decodeAll(leaves: readonly Leaf[]): Result<readonly string[], DecodeRefusal> {
  const texts: string[] = [];
  for (const leaf of leaves) {
    const text = decodeText(leaf);
    if (!text.ok) return text;
    texts.push(text.value);
  }
  return ok(texts);
}

function readable(leaf: Leaf): Result<string, DecodeRefusal> {
  const text = decodeText(leaf);
  return text.ok && leaf.flowed !== 'no' ? ok(unflow(text.value, leaf.flowed === 'drop-space')) : text;
}

/**
 * G8: the first text/plain leaf that is no attachment, and only that one; a second text part, an attachment and an
 * attached mail are never read (threats.md T-06). A part of unknown kind in front of it makes the mail unreadable.
 */
export function chooseText(leaves: readonly Leaf[]): Result<ChosenText, LeafRefusal> {
  const first = leaves.find((leaf) => !leaf.attached && (leaf.mediaType === 'text/plain' || leaf.mediaType === ''));
  const htmlLeaves = leaves.filter(isHtml);
  if (first === undefined) return refuse(htmlLeaves.length > 0 ? 'html-only' : 'no-text-part');
  if (first.mediaType === '') return refuse('malformed-part');
  const text = readable(first);
  if (!text.ok) return text;
  const html = decodeAll(htmlLeaves);
  return html.ok ? ok({ text: text.value, html: html.value }) : html;
}
