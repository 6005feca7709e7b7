import { describe, expect, it } from 'vitest';
import { headersOf, valuesOf, withHeaders, withoutHeader } from '../../../local/mail/raw-message.ts';
import { rawMail } from './a-person.ts';

const raw = rawMail(
  'From: a@x.io',
  'X-Mark: one',
  '  two',
  'Subject: \xe9',
  'x-mark: three',
  '',
  'X-Mark: body',
  '\xff',
);

describe('a raw mail', () => {
  it('shows its headers in order, unfolded', () => {
    expect(headersOf(raw).map(({ name }) => name)).toEqual(['From', 'X-Mark', 'Subject', 'x-mark']);
    expect(valuesOf(headersOf(raw), 'x-mark')).toEqual(['one two', 'three']);
  });

  it('loses every header of a name, folded lines too, and no byte of its body', () => {
    const left = withoutHeader(raw, 'x-mark');

    expect(left).toEqual(rawMail('From: a@x.io', 'Subject: \xe9', '', 'X-Mark: body', '\xff'));
  });

  it('loses the last header before an empty body', () => {
    expect(withoutHeader(Buffer.from('A: 1\r\nX-Mark: 2\r\n\r\n'), 'x-mark').toString()).toBe('A: 1\r\n\r\n');
  });

  it('gets headers before its own', () => {
    expect(
      withHeaders(raw, [{ name: 'First', value: '1' }])
        .subarray(0, 11)
        .toString(),
    ).toBe('First: 1\r\nF');
  });
});
