import type { LocalSettings } from './settings.ts';

/** What the start prints when all is up: who can sign in, where things are, and what to try. */
export const showCloud = (settings: LocalSettings, seconds: string): string => {
  const { apiUrl, mailboxUrl, smtp, replyDomain, users, awsEndpoint, postgres } = settings;
  const widest = Math.max(...users.map(({ id }) => id.length));
  const people = users.map(({ id, email, password }) => `  ${id.padEnd(widest)}  ${password}  ${email}`);
  return `
Countersign runs here after ${seconds} s. Ctrl-C stops all of it; nothing is kept for the next start.

  Mailboxes   ${mailboxUrl}
  API         '${apiUrl}'
  Mail        smtp://${smtp.host}:${smtp.port} (sign in with e-mail and password; replies go to ...@${replyDomain})
  PostgreSQL  ${postgres.host}:${postgres.port}/${postgres.database}
  AWS         ${awsEndpoint}
  All of it   .local/countersign.json

People and their passwords, new at each start:
${people.join('\n')}

Try, in a second terminal:
  TOKEN=$(npx countersign token --as ana)
  curl -H "authorization: Bearer $TOKEN" '${apiUrl}/credentials'
The README goes on from there: ask for a credential, answer the mail, see the password change.
`;
};
