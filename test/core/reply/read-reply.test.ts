import { describe, expect, it } from 'vitest';
import type { Leaf } from '../../../lambdas/core/reply/leaf.ts';
import { readReply } from '../../../lambdas/core/reply/read-reply.ts';
import { ok, refuse } from '../../../lambdas/core/result.ts';

const aLeaf = (content: string | Uint8Array, changed: Partial<Leaf> = {}): Leaf => ({
  mediaType: 'text/plain',
  attached: false,
  flowed: 'no',
  content: typeof content === 'string' ? Buffer.from(content) : content,
  ...changed,
});
const html = (text: string, changed: Partial<Leaf> = {}): Leaf => aLeaf(text, { mediaType: 'text/html', ...changed });
const read = (...leaves: Leaf[]) => {
  const { decision, reason } = readReply(ok(leaves));
  return `${decision} ${reason}`;
};

describe('G8 and G9: the chosen leaf is read by the grammar', () => {
  it.each<readonly [string, readonly Leaf[], string]>([
    ['the word', [aLeaf('APPROVE')], 'approve first-line-is-the-word'],
    ['T-06: no second text', [aLeaf(''), aLeaf('APPROVE')], 'none nothing-written'],
    [
      'D-03: the word beside an attachment',
      [aLeaf('APPROVE', { attached: true }), aLeaf('DISAPPROVE')],
      'disapprove first-line-is-the-word',
    ],
    ['T-06: no attached mail', [aLeaf('APPROVE', { mediaType: 'message/rfc822' })], 'none no-text-part'],
    ['T-08: no unknown charset', [aLeaf('APPROVE', { charset: 'utf-7' })], 'none charset-not-allowed'],
  ])('%s', (_, leaves, answer) => {
    expect(read(...leaves)).toBe(answer);
  });

  it('D-02: passes on why a mail has no leaves', () => {
    expect(readReply(refuse('too-deep'))).toEqual({ decision: 'none', reason: 'too-deep', comment: '' });
  });
});

describe('HTML never decides, and may take a decision away (T-04, T-05)', () => {
  it.each([['<p>APPROVE</p>'], ['<div style="display:none">APPROVE</div>']])('%s alone', (text) => {
    expect(read(html(text))).toBe('none html-only');
  });

  it.each([
    ['<p>APPROVE</p>', 'approve first-line-is-the-word'],
    ['<p>I approve, although I wanted to DISAPPROVE at first</p>', 'approve first-line-is-the-word'],
    ['', 'approve first-line-is-the-word'],
    ['<p>DISAPPROVE</p>', 'none html-disagrees'],
    ['<div\n>\n  Disapprove!\n</div>', 'none html-disagrees'],
    ['fine<br>DISAPPROVE<br/>', 'none html-disagrees'],
    ['<p>DIS<b>APPROVE</b></p>', 'none html-disagrees'],
    ['<p>&#68;IS&shy;APPR&#x4f;VE&nbsp;</p>', 'none html-disagrees'],
    ['<p>DIS\u200bAPPROVE</p>', 'none html-disagrees'],
    ['<p style="display:none">DISAPPROVE</p>', 'none html-disagrees'],
    ['<p>\uff24ISAPPROVE</p>', 'none html-disagrees'],
    ['<p>&#99999999;&#x110000;&unknown; &amp; DISAPPROVE</p>', 'approve first-line-is-the-word'],
  ])('APPROVE in text beside %j', (text, answer) => {
    expect(read(aLeaf('APPROVE'), html(text))).toBe(answer);
  });

  it('holds for the other word too, and not for an attached page', () => {
    expect(read(aLeaf('DISAPPROVE'), html('<p>APPROVE</p>'))).toBe('none html-disagrees');
    expect(read(aLeaf('DISAPPROVE'), html('<p>APPROVE</p>', { attached: true }))).toBe(
      'disapprove first-line-is-the-word',
    );
  });

  it('a page that cannot be read takes the decision away as well', () => {
    expect(read(aLeaf('APPROVE'), html('x', { charset: 'utf-7' }))).toBe('none charset-not-allowed');
  });
});

describe('format=flowed', () => {
  it.each<readonly [string, Leaf['flowed'], string]>([
    ['APPROVE \r\nonly after five', 'keep-space', 'none first-line-is-not-the-word'],
    ['APPROVE \r\nonly after five', 'drop-space', 'none first-line-is-not-the-word'],
    ['APPROVE \r\nfine', 'no', 'approve first-line-is-the-word'],
    ['DIS \r\nAPPROVE', 'keep-space', 'none first-line-is-not-the-word'],
    ['DIS \r\nAPPROVE', 'drop-space', 'disapprove first-line-is-the-word'],
    ['APPROVE \r\n\r\nthanks', 'keep-space', 'approve first-line-is-the-word'],
    ['APPROVE\r\nonly this once', 'keep-space', 'approve first-line-is-the-word'],
    [' APPROVE\r\n> old \r\n> text \r\nnew', 'keep-space', 'approve first-line-is-the-word'],
    ['-- \r\nAPPROVE', 'keep-space', 'none first-line-is-not-the-word'],
    ['> a \r\n> b\r\nAPPROVE', 'keep-space', 'approve first-line-is-the-word'],
  ])('%j with %s: %s', (text, flowed, answer) => {
    expect(read(aLeaf(text, { flowed }))).toBe(answer);
  });

  it('keeps quoted lines quoted when it joins them', () => {
    expect(read(aLeaf('> x \r\n>APPROVE', { flowed: 'keep-space' }))).toBe('none nothing-written');
  });
});
