import { MARKER } from '../../core/reply/marker.ts';
import type { Line, Paragraph } from './line.ts';

const lineText = (line: Line): string => {
  if (typeof line === 'string') return line;
  switch (line.kind) {
    case 'marker':
      return MARKER;
    case 'fact':
      return `> ${`${line.label}:`.padEnd(7)} ${line.text}`;
    case 'quote':
      return `> ${line.text}`;
    case 'time':
      return `  ${line.text}`;
    case 'link':
      return line.url;
  }
};

/** The plain text of a mail: lines of at most 72 columns where we write them. */
export const asText = (paragraphs: readonly Paragraph[]): string =>
  `${paragraphs.map((lines) => lines.map(lineText).join('\n')).join('\n\n')}\n`;
