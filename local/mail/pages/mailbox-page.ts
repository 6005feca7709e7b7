import { html, type Markup, type Part } from '../../../lambdas/core/html/markup.ts';
import type { Letter } from '../mailboxes.ts';
import { framed } from './frame.ts';
import { letterView } from './letter-view.ts';
import { counted } from './people-page.ts';

export interface MailboxView {
  readonly owner: string;
  readonly letters: readonly Letter[];
  /** What is searched for; empty shows all. */
  readonly query: string;
  /** Which mail is open; absent, the newest that is listed. */
  readonly open?: number | undefined;
  /** What became of the reply that was just sent. */
  readonly told?: string | undefined;
  readonly nonce: string;
}

/** A new mail shows at once, but for somebody who is writing: he is told. */
const LIVE = `const source = new EventSource(location.pathname + '/events');
source.onmessage = () => {
  const text = document.querySelector('textarea');
  if (text && text.value !== '') document.getElementById('news').textContent = 'New mail came: send or reload.';
  else location.reload();
};
addEventListener('pagehide', () => source.close());`;

const matches =
  (query: string) =>
  ({ from, subject, text }: Letter): boolean =>
    [from, subject, text].some((part) => part.toLowerCase().includes(query.toLowerCase()));

const hrefOf = ({ owner, query }: MailboxView, { id }: Letter): string =>
  `/mailbox/${encodeURIComponent(owner)}?${new URLSearchParams({ ...(query === '' ? {} : { q: query }), mail: String(id) })}`;

const entry = (view: MailboxView, letter: Letter, current: boolean): Part => {
  const attribute = current ? html` aria-current="true"` : undefined;
  return html`<li><a href="${hrefOf(view, letter)}"${attribute}><b>${letter.subject || '(no subject)'}</b>
<span>${letter.from}<time datetime="${letter.date}">${letter.date.slice(11, 19)}</time></span></a></li>`;
};

const listOf = (view: MailboxView, found: readonly Letter[], open: Letter | undefined): Markup =>
  found.length === 0
    ? html`<p>${view.query === '' ? 'No mail yet.' : 'No mail matches.'}</p>`
    : html`<ul>${found.map((letter) => entry(view, letter, letter === open))}</ul>`;

/** The mail of one person: newest first, one of them open. It renews itself when mail comes. */
export const mailboxPage = (view: MailboxView): string => {
  const { owner, letters, query, nonce } = view;
  const found = letters.toReversed().filter(matches(query));
  const open = view.open === undefined ? found[0] : letters.find(({ id }) => id === view.open);
  const told = view.told === undefined ? undefined : html`<p class="told" role="status">${view.told}</p>`;
  return framed({
    title: owner,
    body: html`<p><a href="/">All mailboxes</a></p><h1>${owner} <small>${counted(letters.length)}</small></h1>
<form class="search"><input type="search" name="q" value="${query}" aria-label="Search" placeholder="Search sender, subject and text"><button>Search</button></form>
<p id="news" role="status"></p>${told}
<main><nav class="list" aria-label="Mails">${listOf(view, found, open)}</nav>${open && letterView(owner, open)}</main>`,
    script: { nonce, code: LIVE },
  });
};
