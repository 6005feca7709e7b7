import { type HeaderField, scanHeaders, valuesOf } from '../../core/reply/header-block.ts';
import type { MimeRefusal } from '../../core/reply/read-reply.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { parseStructured, type StructuredValue } from './content-type.ts';

/** What one part of a mail says of itself, and its body, still encoded (bytes as a latin1 string). */
export interface Part {
  /** `undefined`: its headers cannot be read without a guess. */
  readonly contentType: StructuredValue | undefined;
  readonly disposition: StructuredValue | undefined;
  readonly encoding: string;
  readonly body: string;
}

type OnlyValue = Result<string | undefined, 'repeated'>;

function only(fields: readonly HeaderField[], name: string): OnlyValue {
  const values = valuesOf(fields, name);
  return values.length > 1 ? refuse('repeated') : ok(values[0]);
}

/** A part whose headers contradict themselves counts as one of unknown kind. */
const unreadable = (body: string): Part => ({ contentType: undefined, disposition: undefined, encoding: '', body });

/** Reads one part's headers; `defaultType` is what it is when it does not say. */
export function readPart(raw: string, defaultType: string): Result<Part, MimeRefusal> {
  const block = scanHeaders(raw);
  if (!block.ok) return block;
  const { fields, bodyAt } = block.value;
  const body = raw.slice(bodyAt);
  const type = only(fields, 'content-type');
  const disposition = only(fields, 'content-disposition');
  const encoding = only(fields, 'content-transfer-encoding');
  if (!(type.ok && disposition.ok && encoding.ok)) return ok(unreadable(body));
  return ok({
    contentType: parseStructured(type.value ?? defaultType),
    // One that cannot be read still says that there is one: an attachment.
    disposition: parseStructured(disposition.value ?? 'inline') ?? { value: 'attachment', parameters: new Map() },
    encoding: (encoding.value ?? '7bit').toLowerCase(),
    body,
  });
}
