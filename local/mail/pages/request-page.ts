import { html } from '../../../lambdas/core/html/markup.ts';
import { framed } from './frame.ts';

/**
 * Where the link of a mail leads in the local cloud: it has no console, so the page says which commands do what the
 * console would.
 */
export const requestPage = (id: string, apiUrl: string): string => {
  const url = `'${apiUrl}/requests/${encodeURIComponent(id)}`;
  const token = 'TOKEN=$(npx countersign token --as YOUR_ID)';
  const bearer = '-H "authorization: Bearer $TOKEN"';
  const json = '-H "content-type: application/json"';
  const key = '-H "idempotency-key: $(date +%s%N)"';
  const vote = `'{"decision":"approve","windowVersion":1}'`;
  const approve = `curl ${bearer} ${json} ${key} -d ${vote} ${url}/decisions'`;
  return framed({
    title: `Request ${id}`,
    body: html`<h1>Request <code>${id}</code></h1>
<p>The local cloud has no console yet. Answer the mail, or use the API from a terminal in the project’s folder:</p>
<pre><code>${[token, `curl ${bearer} ${url}'`, approve].join('\n')}</code></pre>
<p>The second command shows the <code>windowVersion</code> to put into the third.</p><p><a href="/">All mailboxes</a></p>`,
  });
};
