import type { Leaf } from '../../core/reply/leaf.ts';
import type { MimeRefusal } from '../../core/reply/read-reply.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { decodeBody, isKnownEncoding } from './decode-body.ts';
import { type Part, readPart } from './part.ts';
import { splitParts } from './split-parts.ts';

/** The bounds of threats.md D-02: a mail beyond one of them is refused before anything is decoded. */
const MIME_LIMITS = { depth: 8, parts: 32, textBytes: 256 * 1024 } as const;

/** Only these are decoded; every other leaf is named and left closed (D-03). */
const READ = new Set(['text/plain', 'text/html']);
/** RFC 2046 knows these three for a multipart; an encoded one would hide its parts from other readers. */
const MULTIPART_ENCODINGS = new Set(['7bit', '8bit', 'binary']);

interface Walk {
  readonly parts: Part[];
  seen: number;
}

/** The parts of a multipart, as text, each with the type that it has when it names none. */
function childrenOf({ contentType, encoding, body }: Part): Result<readonly [string, string][], MimeRefusal> {
  const boundary = contentType?.parameters.get('boundary') ?? '';
  const usable = boundary !== '' && boundary.length <= 70 && MULTIPART_ENCODINGS.has(encoding);
  if (!usable) return refuse('malformed-mime');
  const defaultType = contentType?.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  const texts = splitParts(body, boundary, MIME_LIMITS.parts);
  return texts.length === 0 ? refuse('malformed-mime') : ok(texts.map((text) => [text, defaultType]));
}

function collect(raw: string, defaultType: string, depth: number, walk: Walk): MimeRefusal | undefined {
  walk.seen += 1;
  if (walk.seen > MIME_LIMITS.parts) return 'too-many-parts';
  if (depth > MIME_LIMITS.depth) return 'too-deep';
  const part = readPart(raw, defaultType);
  if (!part.ok) return part.refusal;
  if (part.value.contentType?.value.startsWith('multipart/')) return collectChildren(part.value, depth, walk);
  walk.parts.push(part.value);
  return undefined;
}

function collectChildren(part: Part, depth: number, walk: Walk): MimeRefusal | undefined {
  const children = childrenOf(part);
  if (!children.ok) return children.refusal;
  for (const [text, defaultType] of children.value) {
    const refusal = collect(text, defaultType, depth + 1, walk);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

const hasFileName = (parameters: ReadonlyMap<string, string> | undefined): boolean =>
  [...(parameters?.keys() ?? [])].some((name) => /^(?:file)?name(?:\*|$)/.test(name));

const isAttached = ({ contentType, disposition }: Part): boolean =>
  (disposition !== undefined && disposition.value !== 'inline') ||
  hasFileName(contentType?.parameters) ||
  hasFileName(disposition?.parameters);

const isRead = (part: Part): boolean => READ.has(part.contentType?.value ?? '') && !isAttached(part);

function flowOf(part: Part): Leaf['flowed'] {
  const parameters = part.contentType?.parameters;
  if (parameters?.get('format')?.toLowerCase() !== 'flowed') return 'no';
  return parameters.get('delsp')?.toLowerCase() === 'yes' ? 'drop-space' : 'keep-space';
}

function asLeaf(part: Part): Leaf {
  const readable = isRead(part) && isKnownEncoding(part.encoding);
  return {
    // A text in a transfer encoding that nobody knows is of unknown kind as well.
    mediaType: isRead(part) && !readable ? '' : (part.contentType?.value ?? ''),
    charset: part.contentType?.parameters.get('charset')?.toLowerCase(),
    attached: isAttached(part),
    flowed: flowOf(part),
    content: readable ? decodeBody(part.body, part.encoding) : new Uint8Array(),
  };
}

/**
 * The leaves of a mail, in their order. MIME libraries join all text parts and attached mails into one text (threats.md
 * T-06), so the tree is split here, within bounds and without repairing anything. Never throws because of what a mail contains: what cannot be read is a named refusal (D-06).
 */
export async function readLeaves(raw: Uint8Array): Promise<Result<readonly Leaf[], MimeRefusal>> {
  const walk: Walk = { parts: [], seen: 0 };
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1');
  const refusal = collect(text, 'text/plain', 0, walk);
  if (refusal !== undefined) return refuse(refusal);
  if (walk.parts.some((part) => isRead(part) && part.body.length > MIME_LIMITS.textBytes))
    return refuse('text-too-large');
  return ok(walk.parts.map(asLeaf));
}
