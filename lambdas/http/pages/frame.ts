import { createHash } from 'node:crypto';
import { html, type Markup } from '../../core/html/markup.ts';
import type { Language } from '../../core/time/language.ts';
import { pageWords } from './words/words.ts';

const STYLE = `:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 20%,transparent);--soft:color-mix(in srgb,currentColor 6%,transparent);--yes:#1a7f4b;--no:#b3261e}
*{box-sizing:border-box}body{font:17px/1.5 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1rem}
header{display:flex;justify-content:space-between;align-items:center;gap:1rem;border-bottom:1px solid var(--line);padding-bottom:.5rem}header form{margin:0;text-align:right}header button{font-weight:400;padding:.25rem .9rem;background:none}
h1{font-size:1.5rem;line-height:1.25;margin:1.25rem 0 1rem;text-wrap:balance}h2{font-size:1.1rem;margin:1.75rem 0 .5rem}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.25rem 1rem;margin:.5rem 0;overflow-wrap:anywhere}dt{opacity:.75}dd{margin:0}
@media(max-width:30rem){dl{display:block}dt{font-size:.85rem}dd{margin-bottom:.6rem}}
.told{border-left:4px solid var(--yes);background:var(--soft);padding:.6rem 1rem;margin:1rem 0}.wrong{border-color:var(--no)}
label{display:block;margin:.75rem 0}input,textarea{font:inherit;display:block;width:100%;padding:.5rem;margin-top:.25rem;border:1px solid GrayText;border-radius:.4rem}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem}@media(max-width:30rem){.pair{grid-template-columns:1fr;gap:0}}
button{font:inherit;font-weight:600;min-height:2.75rem;padding:.5rem 1.25rem;border:1px solid var(--line);border-radius:.4rem;background:var(--soft);color:inherit;cursor:pointer}
.choose{display:grid;grid-template-columns:1fr 1fr;gap:1rem;margin-top:1rem}.yes{background:var(--yes);color:#fff}.no{background:var(--no);color:#fff}
small{opacity:.8}.note{opacity:.85}ul{padding-left:1.2rem}:focus-visible{outline:3px solid #3b82f6;outline-offset:2px}`;

const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** Nothing is loaded, no script runs, nobody frames it; forms go to us alone (threats.md E-13, I-03, I-10). */
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** Of every answer of the pages; a link in a mail must not say where its reader came from. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'strict-transport-security': 'max-age=31536000',
};

export interface Frame {
  readonly language: Language;
  readonly title: string;
  readonly body: Markup;
  /** Who is signed in, with what lets him sign out. */
  readonly signedIn?: { readonly name: string; readonly csrf: string } | undefined;
}

const signOut = ({ signedIn, language }: Frame) =>
  signedIn &&
  html`<form method="post" action="../sign-out"><input type="hidden" name="csrf" value="${signedIn.csrf}">
<small>${signedIn.name}</small> <button>${pageWords[language].signOut}</button></form>`;

/** A whole page as text. It needs no script. */
export const framed = (frame: Frame): string =>
  `<!doctype html>
<html lang="${frame.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html`${frame.title}`.markup} · Countersign</title><style>${STYLE}</style></head>
<body>${html`<header><strong>Countersign</strong>${signOut(frame)}</header><main>${frame.body}</main>`.markup}</body></html>
`;
