import { html, type Markup } from '../../../lambdas/core/html/markup.ts';

const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); --soft: color-mix(in srgb, currentColor 6%, transparent); }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 1.5rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; margin: .5rem 0 1rem; } h1 small { font-weight: normal; opacity: .7; }
h2 { font-size: 1.15rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
a { color: LinkText; } ul { list-style: none; padding: 0; margin: 0; } time, .count { opacity: .75; white-space: nowrap; }
.people li { border-top: 1px solid var(--line); padding: .6rem 0; display: flex; gap: 1rem; justify-content: space-between; }
form.search { display: flex; gap: .5rem; margin-bottom: 1rem; } input, textarea, select, button { font: inherit; padding: .4rem .6rem; }
form.search input { flex: 1; min-width: 0; } textarea { width: 100%; min-height: 6rem; }
main { display: grid; gap: 1.5rem; grid-template-columns: minmax(14rem, 20rem) minmax(0, 1fr); align-items: start; }
@media (max-width: 48rem) { main { grid-template-columns: minmax(0, 1fr); } }
.list { font-size: .9rem; } .list a { display: block; text-decoration: none; color: inherit; border-top: 1px solid var(--line); padding: .55rem .5rem; }
.list a[aria-current] { background: var(--soft); border-left: 3px solid LinkText; }
.list b { display: block; font-weight: 600; overflow-wrap: anywhere; } .list span { opacity: .75; display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .1rem 1rem; margin: .5rem 0 1rem; overflow-wrap: anywhere; } dt { opacity: .75; } dd { margin: 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: .9rem/1.5 ui-monospace, monospace; background: var(--soft); padding: 1rem; margin: .5rem 0; }
iframe { width: 100%; height: 46rem; border: 1px solid var(--line); background: #fff; } details { border-top: 1px solid var(--line); padding: .5rem 0; } summary { cursor: pointer; }
.reply { border-top: 1px solid var(--line); padding-top: 1rem; margin-top: 1rem; } .reply p { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; } .told { border: 1px solid var(--line); padding: .5rem 1rem; }
section { border-top: 1px solid var(--line); padding: 1rem 0; } .sides { display: flex; flex-wrap: wrap; gap: 1rem; align-items: start; } .sides > * { flex: 1 1 17rem; min-width: 0; } .sides pre { margin: 0; font-size: .8rem; }
code { font-size: .9em; overflow-wrap: anywhere; }`;

export interface Page {
  readonly title: string;
  readonly body: Markup;
  /** JavaScript of our own, run by its nonce. */
  readonly script?: { readonly nonce: string; readonly code: string } | undefined;
}

const scriptOf = ({ script }: Page): string =>
  script === undefined ? '' : `<script nonce="${script.nonce}">${script.code}</script>`;

/** A whole page as text. */
export const framed = (page: Page): string =>
  `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html`${page.title}`.markup} · Countersign mail</title><style>${STYLE}</style></head>
<body>${page.body.markup}${scriptOf(page)}</body></html>
`;
