import { html } from '../../../lambdas/core/html/markup.ts';
import { ELSEWHERE, type Mailboxes } from '../mailboxes.ts';
import { framed } from './frame.ts';

export const counted = (count: number): string => (count === 1 ? '1 mail' : `${count} mails`);

/** Everyone who has a mailbox here. */
export const peoplePage = (mailboxes: Mailboxes): string => {
  const owners = [...mailboxes.people(), { id: ELSEWHERE, name: 'Mail to addresses of nobody here', email: '' }];
  const rows = owners.map(
    ({
      id,
      name,
      email,
    }) => html`<li><span><a href="/mailbox/${encodeURIComponent(id)}">${id}</a> ${name} ${email}</span>
<span class="count">${counted(mailboxes.lettersOf(id).length)}</span></li>`,
  );
  return framed({
    title: 'People',
    body: html`<h1>Mailboxes of the local cloud</h1><ul class="people">${rows}</ul>
<p><a href="/gallery">Every mail that the application sends</a>, in all languages</p>`,
  });
};
