import { html, type Markup, type Part } from '../../../lambdas/core/html/markup.ts';
import { clients, oddClients } from '../clients/clients.ts';
import { languages } from '../clients/reply.ts';
import type { Letter } from '../mailboxes.ts';

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:)]/g;

/** Text with its web addresses as links. */
const linked = (text: string): Markup => {
  const parts: Part[] = [];
  let done = 0;
  for (const { 0: url, index } of text.matchAll(LINK)) {
    parts.push(text.slice(done, index), html`<a href="${url}" rel="noreferrer">${url}</a>`);
    done = index + url.length;
  }
  return html`${[...parts, text.slice(done)]}`;
};

const field = (name: string, value: string | undefined): Part =>
  value === undefined || value === '' ? undefined : html`<dt>${name}</dt><dd>${value}</dd>`;

/** The HTML part in a frame that runs no script, loads nothing from elsewhere and opens links beside it. */
const htmlView = ({ html: part }: Letter): Part =>
  part === undefined
    ? undefined
    : html`<iframe title="HTML view" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${`<base target="_blank">${part}`}"></iframe>`;

const textView = ({ text, html: part }: Letter): Markup =>
  part === undefined
    ? html`<pre>${linked(text)}</pre>`
    : html`<details><summary>Text view</summary><pre>${linked(text)}</pre></details>`;

const options = (values: readonly string[]): Part => values.map((value) => html`<option>${value}</option>`);

/** Answers as a mail program of the reader's choice would, by SMTP and signed in as the owner of the mailbox. */
const replyForm = (owner: string, { id, replyTo }: Letter): Part =>
  replyTo === undefined
    ? undefined
    : html`<form class="reply" method="post" action="/mailbox/${encodeURIComponent(owner)}/${id}/reply">
<h2>Reply as ${owner}</h2>
<textarea name="text" aria-label="Your reply" required placeholder="APPROVE or DISAPPROVE, alone on the first line; a comment may follow"></textarea>
<p><label>written with <select name="client">${options([...Object.keys(clients), ...Object.keys(oddClients)])}</select></label>
<label>in <select name="language">${options(languages)}</select></label><button>Send</button></p></form>`;

/** One mail, open. */
export const letterView = (owner: string, letter: Letter): Markup => {
  const { id, from, to, replyTo, subject, date, headers, attachments } = letter;
  return html`<article><h2>${subject || '(no subject)'}</h2>
<dl>${[
    field('From', from),
    field('To', to.join(', ')),
    field('Reply to', replyTo),
    field('Attached', attachments.join(', ')),
    field('Received', date),
  ]}</dl>
${htmlView(letter)}${textView(letter)}
<details><summary>Headers</summary><dl>${headers.map(({ name, value }) => field(name, value))}</dl></details>
<p><a href="/mailbox/${encodeURIComponent(owner)}/${id}.eml">Raw mail</a></p>
${replyForm(owner, letter)}</article>`;
};
