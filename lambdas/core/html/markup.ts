/** HTML that is safe to put into a page. Only `html` makes it, so that text never becomes markup by accident. */
export interface Markup {
  readonly markup: string;
}

/** What may stand in a template: text and numbers are escaped, markup goes in as it is, lists one after the other. */
export type Part = string | number | Markup | undefined | readonly Part[];

/** The ampersand first: what the others become holds one. */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

const isList = (part: Part): part is readonly Part[] => Array.isArray(part);

const written = (part: Part): string => {
  if (part === undefined) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return isList(part) ? part.map(written).join('') : part.markup;
};

/**
 * A template whose values are escaped for content and for quoted attributes (threats.md I-10). An absent value is
 * nothing. Attribute values must stand in double quotes; a value must never be a whole attribute, a style or a script.
 */
export const html = (template: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: String.raw({ raw: template }, ...parts.map(written)),
});
