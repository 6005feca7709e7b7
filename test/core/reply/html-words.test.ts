import { expect, it } from 'vitest';
import { htmlSaysAlone } from '../../../lambdas/core/reply/html-words.ts';

it.each([
  ['approve', true],
  ['<p>&nbsp;Approve&nbsp;</p>', true],
  ['a&nbsp;approve', false],
  ['<p>ap&nbsp;prove</p>', false],
  ['<p>ap&amp;prove</p>', false],
  ['<p>ap&shy;pr&zwj;o&ZWNJ;ve</p>', true],
  ['<p>ap&#xAD;prove &#33;</p>', true],
  ['<p>&#97;pprove&#x10ffff;</p>', true],
  ['<p>appro&#9999999;ve</p>', true],
  ['<p>ap, prove</p>', false],
  ['<p>ap\nprove</p>', false],
  ['<p>\n\n  approve\n\n</p>', true],
  ['<td>1</td><td>approve</td>', true],
  ['<b>disapprove</b>', false],
  ['<p>please</p><p>approve</p><p>thanks</p>', true],
])('%j says approve alone: %s', (html, says) => {
  expect(htmlSaysAlone(html, 'approve')).toBe(says);
});
