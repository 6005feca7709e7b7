import { html, type Markup, type Part } from '../../../core/html/markup.ts';
import type { Line, Paragraph } from './line.ts';

// Mail programs keep styles that stand at the element; the few rules of a style sheet only serve the dark.
const FONT = "font:16px/1.5 -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const DARK = `@media (prefers-color-scheme:dark){.page{background:#111418!important}.card{background:#1b2026!important;color:#e8eaed!important}.soft{color:#a9b0b8!important}.line{border-color:#39414a!important}.go{background:#2563eb!important}.url{color:#8ab4f8!important}}`;

export interface Look {
  readonly language: string;
  readonly title: string;
  /** What the button says that opens the link. */
  readonly openRequest: string;
}

type Kind = 'words' | Exclude<Line, string>['kind'];
const kindOf = (line: Line): Kind => (typeof line === 'string' ? 'words' : line.kind);

/** Neighbouring lines of one kind belong together: words make a sentence, facts a list. */
const groupsOf = (paragraph: Paragraph): readonly (readonly Line[])[] =>
  paragraph.reduce<Line[][]>((groups, line) => {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && kindOf(last[0]) === kindOf(line)) last.push(line);
    else groups.push([line]);
    return groups;
  }, []);

/** Label and text are one line of the markup, so that no word that somebody else wrote stands alone (threats.md T-04). */
const factBlock = ({ label, text }: Extract<Line, { kind: 'fact' }>): Markup =>
  html`<p style="margin:0 0 8px;word-break:break-word"><span class="soft" style="display:block;font-size:13px;line-height:1.4;color:#5b6570">${label} </span>${text}</p>`;

const linkBlock = (url: string, openRequest: string): Markup =>
  html`<p style="margin:16px 0"><a class="go" href="${url}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1a56db;color:#ffffff;font-weight:600;text-decoration:none">${openRequest}</a></p><p class="soft" style="margin:0 0 16px;font-size:13px;color:#5b6570;word-break:break-all"><a class="url" href="${url}" style="color:#1a56db">${url}</a></p>`;

/** A group is made of one kind of line, so its first line tells what all of them are. */
const groupHtml = (lines: readonly Line[], { openRequest }: Look): Part => {
  const [first] = lines;
  if (first === undefined) return undefined;
  if (typeof first === 'string') return html`<p style="margin:0 0 12px">${lines.join(' ')}</p>`;
  switch (first.kind) {
    case 'marker':
      return html`<p class="soft" style="margin:0 0 16px;font-size:11px;color:#5b6570">${first.text}</p>`;
    case 'fact':
      return html`<div style="margin:0 0 16px">${(lines as readonly (typeof first)[]).map(factBlock)}</div>`;
    case 'quote':
      return (lines as readonly (typeof first)[]).map(
        ({ text }) =>
          html`<blockquote class="line" style="margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #d0d7de">${text}</blockquote>`,
      );
    case 'time':
      return html`<ul style="margin:0 0 16px;padding-left:20px">${(lines as readonly (typeof first)[]).map(({ text }) => html`<li>${text}</li>`)}</ul>`;
    case 'link':
      return (lines as readonly (typeof first)[]).map(({ url }) => linkBlock(url, openRequest));
  }
};

const headline = (paragraph: Paragraph | undefined): Part =>
  paragraph &&
  html`<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3;text-wrap:balance">${paragraph.join(' ')}</h1>`;

/** The first paragraph that is our words alone says what the mail is about. */
const isHeadline = (paragraph: Paragraph): boolean => paragraph.every((line) => typeof line === 'string');

/**
 * The HTML of a mail: one column for a phone, light and dark, nothing loaded from elsewhere and nothing that tells us
 * that it was read. No line of it is one of the two words alone, because a reply quotes it (threats.md T-01, T-04).
 */
export const asHtml = (paragraphs: readonly Paragraph[], look: Look): string => {
  const first = paragraphs.findIndex(isHeadline);
  const body = paragraphs.map((each, index) =>
    index === first ? headline(each) : groupsOf(each).map((group) => groupHtml(group, look)),
  );
  const card = html`<div role="main"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:16px"><table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;color:#1f2328;border-radius:8px"><tr><td style="padding:24px;${FONT};text-align:left">${body}</td></tr></table></td></tr></table></div>`;
  return `<!doctype html>
<html lang="${look.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${html`${look.title}`.markup}</title><style>${DARK}</style></head>
<body class="page" style="margin:0;padding:0;background:#f3f4f6">${card.markup}</body></html>
`;
};
