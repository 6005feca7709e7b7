import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { html } from '../../../lambdas/core/html/markup.ts';

describe('a template of HTML', () => {
  it('escapes text in content and in attributes, and leaves markup as it is', () => {
    const inner = html`<b title="${'"quoted" & \'more\''}">${'<i>'}</b>`;

    expect(html`<p>${inner}</p>`.markup).toBe(
      '<p><b title="&quot;quoted&quot; &amp; &#39;more&#39;">&lt;i&gt;</b></p>',
    );
  });

  it('writes lists one after the other, numbers as they are and nothing for what is absent', () => {
    expect(html`<ul>${[1, undefined, [html`<li>${'a'}</li>`, html`<li>b</li>`]]}</ul>`.markup).toBe(
      '<ul>1<li>a</li><li>b</li></ul>',
    );
  });

  test.prop([fc.string()])('lets no text open a tag, an attribute or an entity (threats.md I-10)', (text) => {
    const { markup } = html`${text}`;

    expect(markup).not.toMatch(/[<>"']/);
    expect(markup.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
  });
});
