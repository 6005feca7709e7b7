/** A MIME header such as `text/plain; charset="utf-8"`, its names in lower case. */
export interface StructuredValue {
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const VALUE = /^([!#$%&'*+.^_`|~0-9a-z-]+(?:\/[!#$%&'*+.^_`|~0-9a-z-]+)?)[ \t]*/iy;
const PARAMETER = /;[ \t]*([!#$%&'*+.^_`|~0-9a-z-]+)[ \t]*=[ \t]*(?:"([^"\\]*)"|([^\s;"\\()]+))[ \t]*/iy;
const END = /(?:;[ \t]*)*$/y;

/**
 * Reads a structured header by its plain grammar. Comments, backslashes, a parameter given twice and anything left
 * over are undefined: two programs could read them in two ways, and one of the two may show something else.
 */
export function parseStructured(header: string): StructuredValue | undefined {
  VALUE.lastIndex = 0;
  const value = VALUE.exec(header)?.[1];
  if (value === undefined) return undefined;
  const parameters = new Map<string, string>();
  let at = VALUE.lastIndex;
  for (;;) {
    PARAMETER.lastIndex = at;
    const found = PARAMETER.exec(header);
    if (found === null) break;
    const name = (found[1] ?? '').toLowerCase();
    if (parameters.has(name)) return undefined;
    parameters.set(name, found[2] ?? found[3] ?? '');
    at = PARAMETER.lastIndex;
  }
  END.lastIndex = at;
  return END.test(header) ? { value: value.toLowerCase(), parameters } : undefined;
}
