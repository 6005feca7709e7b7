import { fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { linesAboveMarker, MARKERS } from '../../../lambdas/core/reply/marker.ts';
import { LANGUAGES } from '../../../lambdas/core/time/language.ts';

/** A language with its marker, and how a narrow client may break it. */
const markers = [
  ['en', MARKERS.en, ['Message from', 'Countersign below', 'this line']],
  ['pt', MARKERS.pt, ['Mensagem do', 'Countersign abaixo', 'desta linha']],
] as const;

it('stands in every language in which we write', () => {
  expect(markers.map(([language]) => language)).toEqual(LANGUAGES);
});

describe.each(markers)('the marker in %s', (_language, MARKER, [first, second, third]) => {
  it('does not invite to reply and holds no word that decides (S-03)', () => {
    expect(MARKER).not.toMatch(/reply|approve|respo|aprov|recus|rejei|decid/i);
    expect(MARKER).toMatch(/^[\x20-\x7e]{1,59}$/);
  });

  it.each([
    MARKER,
    `> ${MARKER}`,
    `>> > ${MARKER}`,
    `  \t${MARKER}  `,
    `\u00a0${MARKER}`,
    `| ${MARKER}`,
    `*${MARKER}*`,
    MARKER.replaceAll('---', '\u2014'),
    MARKER.toLowerCase(),
    MARKER.replaceAll(' ', '\u00a0'),
    `> --- ${first}\n> ${second} ${third} ---`,
    `> ---\n> ${first}\n> ${second}\n> ${third} ---`,
    `Bruno wrote: ${MARKER} and so on`,
  ])('is found as %j', (text) => {
    expect(linesAboveMarker(['mine', ...text.split('\n'), 'yours']).join('|')).not.toContain('yours');
    expect(linesAboveMarker(['mine', ...text.split('\n'), 'yours'])[0]).toBe('mine');
  });

  it('takes its whole line away, with what a client put in front of it', () => {
    expect(linesAboveMarker([`APPROVE ${MARKER}`])).toEqual([]);
  });

  it.each([`a ${first} ana`, `${first} Countersign`, `${third}`])('is not %j', (line) => {
    expect(linesAboveMarker([line, 'more'])).toEqual([line, 'more']);
  });

  it('is cut where it begins, not at a line before it that speaks of a message', () => {
    expect(linesAboveMarker([`I got a ${first}`, MARKER, 'more'])).toEqual([`I got a ${first}`]);
  });

  it('is not looked for far into a line', () => {
    const line = `${'x'.repeat(300)} ${MARKER}`;
    expect(linesAboveMarker([line])).toEqual([line]);
  });
});

it('T-01: the first marker of any language cuts, whatever stands around it', async () => {
  const text = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 4 });
  const marker = fc.constantFrom(...LANGUAGES.map((language) => MARKERS[language]));
  const prefix = fc.stringMatching(/^[>|*\s]{0,20}$/);
  await fc.assert(
    fc.property(text, text, prefix, marker, marker, (above, below, quoted, one, other) => {
      expect(linesAboveMarker([...above, `${quoted}${one}`, ...below, other, 'APPROVE'])).toEqual(above);
    }),
  );
});
