import { describe, expect, it } from 'vitest';
import { linesAboveMarker, MARKER } from '../../../lambdas/core/reply/marker.ts';

describe('the marker', () => {
  it('does not invite to reply and holds neither word (S-03)', () => {
    expect(MARKER).not.toMatch(/reply|approve/i);
    expect(MARKER.length).toBeLessThan(60);
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
    '> --- Message from Countersign\n> below this line ---',
    '> ---\n> Message from\n> Countersign below\n> this line ---',
    `Bruno wrote: ${MARKER} and so on`,
  ])('is found as %j', (text) => {
    expect(linesAboveMarker(['mine', ...text.split('\n'), 'yours']).join('|')).not.toContain('yours');
    expect(linesAboveMarker(['mine', ...text.split('\n'), 'yours'])[0]).toBe('mine');
  });

  it('takes its whole line away, with what a client put in front of it', () => {
    expect(linesAboveMarker([`APPROVE ${MARKER}`])).toEqual([]);
  });

  it.each(['a message from ana', 'Message from Countersign', 'below this line'])('is not %j', (line) => {
    expect(linesAboveMarker([line, 'more'])).toEqual([line, 'more']);
  });

  it('is cut where it begins, not at a line before it that speaks of a message', () => {
    expect(linesAboveMarker(['I got a message', MARKER, 'more'])).toEqual(['I got a message']);
  });

  it('is not looked for far into a line', () => {
    const line = `${'x'.repeat(300)} ${MARKER}`;
    expect(linesAboveMarker([line])).toEqual([line]);
  });
});
