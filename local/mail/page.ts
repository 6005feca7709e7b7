import { ELSEWHERE, type Letter, type Mailboxes } from './mailboxes.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML, in content and in quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:)]/g;

/** Text with its web addresses as links; everything is escaped. */
const linked = (text: string): string => {
  let html = '';
  let done = 0;
  for (const { 0: url, index } of text.matchAll(LINK)) {
    const href = escapeHtml(url);
    html += `${escapeHtml(text.slice(done, index))}<a href="${href}" rel="noreferrer">${href}</a>`;
    done = index + url.length;
  }
  return html + escapeHtml(text.slice(done));
};

const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h1 small { font-weight: normal; opacity: .7; }
ul { list-style: none; padding: 0; } li, details { border-top: 1px solid var(--line); padding: .6rem 0; }
summary { cursor: pointer; display: flex; gap: 1rem; justify-content: space-between; }
summary span { font-weight: 600; overflow-wrap: anywhere; } time, .count { opacity: .7; white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .8rem 0; overflow-wrap: anywhere; }
dt { opacity: .7; } dd { margin: 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; border-left: 3px solid var(--line); padding-left: 1rem; }
code { font-size: .9em; overflow-wrap: anywhere; } a { color: LinkText; }`;

/** A whole page; `body` is HTML, `title` is text. */
export const pageOf = (title: string, body: string): string =>
  `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Countersign mail</title><style>${STYLE}</style></head>
<body>${body}</body></html>
`;

const counted = (count: number): string => (count === 1 ? '1 mail' : `${count} mails`);

/** Everyone who has a mailbox here. */
export const peoplePage = (mailboxes: Mailboxes): string => {
  const rows = [...mailboxes.people(), { id: ELSEWHERE, name: 'Mail to addresses of nobody here', email: '' }]
    .map(({ id, name, email }) => ({ id: escapeHtml(id), name, email, count: mailboxes.lettersOf(id).length }))
    .map(
      ({ id, name, email, count }) =>
        `<li><a href="/mailbox/${encodeURIComponent(id)}">${id}</a> ${escapeHtml(name)} ${escapeHtml(email)}
<span class="count">${counted(count)}</span></li>`,
    );
  return pageOf('People', `<h1>Mailboxes of the local cloud</h1><ul>${rows.join('\n')}</ul>`);
};

const field = (name: string, value: string | undefined): string =>
  value === undefined || value === '' ? '' : `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`;

const letterHtml = (owner: string, letter: Letter, open: boolean): string => {
  const { id, from, to, replyTo, subject, date, text, attachments } = letter;
  const fields = [
    field('From', from),
    field('To', to.join(', ')),
    field('Reply to', replyTo),
    field('Attached', attachments.join(', ')),
  ];
  return `<details name="mail"${open ? ' open' : ''}>
<summary><span>${escapeHtml(subject || '(no subject)')}</span><time datetime="${date}">${date.slice(11, 19)}</time></summary>
<dl>${fields.join('')}</dl><pre>${linked(text)}</pre>
<p><a href="/mailbox/${encodeURIComponent(owner)}/${id}.eml">Raw mail</a></p></details>`;
};

/** The mail of one person, newest first and open. */
export const mailboxPage = (owner: string, letters: readonly Letter[]): string => {
  const newest = letters.toReversed().map((letter, index) => letterHtml(owner, letter, index === 0));
  const list = newest.length === 0 ? '<p>No mail yet.</p>' : newest.join('\n');
  return pageOf(
    owner,
    `<p><a href="/">All mailboxes</a></p><h1>${escapeHtml(owner)} <small>${counted(letters.length)}</small></h1>${list}`,
  );
};
