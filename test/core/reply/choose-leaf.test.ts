import { describe, expect, it } from 'vitest';
import { chooseText } from '../../../lambdas/core/reply/choose-leaf.ts';
import type { Leaf } from '../../../lambdas/core/reply/leaf.ts';

const leaf = (content: string, changed: Partial<Leaf> = {}): Leaf => ({
  mediaType: 'text/plain',
  attached: false,
  flowed: 'no',
  content: Buffer.from(content),
  ...changed,
});
const html = (content: string, changed: Partial<Leaf> = {}): Leaf =>
  leaf(content, { mediaType: 'text/html', ...changed });
const attached = { attached: true };
const unknown = { mediaType: '' };

describe('G8: the one text that is read', () => {
  it.each<readonly [string, readonly Leaf[], string]>([
    ['is the only one', [leaf('a')], 'a'],
    ['T-06: is the first of two', [leaf('a'), leaf('b')], 'a'],
    ['T-06, T-07: is the first although it is empty', [leaf(''), leaf('APPROVE')], ''],
    ['T-06: is none that is attached', [leaf('a', attached), leaf('b')], 'b'],
    ['D-03: is behind whatever is not text', [leaf('', { mediaType: 'application/zip' }), leaf('a')], 'a'],
    ['T-05: is never HTML, which may come first', [html('<p>b</p>'), leaf('a')], 'a'],
    ['is in front of a part of unknown kind', [leaf('a'), leaf('', unknown)], 'a'],
    ['is behind an attachment of unknown kind', [leaf('', { ...unknown, ...attached }), leaf('a')], 'a'],
  ])('%s', (_, leaves, text) => {
    expect(chooseText(leaves)).toMatchObject({ ok: true, value: { text } });
  });

  it.each<readonly [string, readonly Leaf[], string]>([
    ['where there is nothing', [], 'no-text-part'],
    ['T-06: where it is attached', [leaf('APPROVE', attached)], 'no-text-part'],
    [
      'T-06: where it is in a mail that is attached',
      [leaf('APPROVE', { mediaType: 'message/rfc822' })],
      'no-text-part',
    ],
    ['T-05: where it is HTML alone', [html('<p>APPROVE</p>')], 'html-only'],
    ['T-05: where HTML is attached', [html('<p>APPROVE</p>', attached)], 'no-text-part'],
    ['D-06: behind a part of unknown kind', [leaf('', unknown), leaf('APPROVE')], 'malformed-part'],
    ['T-08: in a charset that is not read', [leaf('APPROVE', { charset: 'utf-7' })], 'charset-not-allowed'],
    ['T-08: whose HTML cannot be read', [leaf('APPROVE'), html('x', { charset: 'utf-7' })], 'charset-not-allowed'],
  ])('is none %s', (_, leaves, refusal) => {
    expect(chooseText(leaves)).toEqual({ ok: false, refusal });
  });

  it('T-04: comes with all the HTML that may contradict it, attachments left out', () => {
    const leaves = [leaf('a'), html('<p>1</p>'), html('<p>2</p>', attached), html('<p>3</p>')];

    expect(chooseText(leaves)).toMatchObject({ value: { html: ['<p>1</p>', '<p>3</p>'] } });
  });
});
