import { expect, it } from 'vitest';
import { unflow } from '../../../lambdas/core/reply/flowed.ts';

it.each([
  ['a \nb', false, 'a b'],
  ['a \r\nb \r\nc', false, 'a b c'],
  ['a \nb', true, 'ab'],
  ['a\nb ', true, 'a\nb'],
  ['first\n\n second', false, 'first\n\nsecond'],
  ['  two', false, ' two'],
  ['> a \n> b', false, '> a  b'],
  ['>> a \n>> b', false, '>> a  b'],
  ['>> a \n> b', false, '>> a \n> b'],
  ['> a \nb', false, '> a \nb'],
  ['a > \nb', false, 'a > b'],
  ['-- \nname', false, '-- \nname'],
  ['a --\nb', false, 'a --\nb'],
])('%j (delsp %s) becomes %j', (text, deleteSpace, joined) => {
  expect(unflow(text, deleteSpace)).toBe(joined);
});
