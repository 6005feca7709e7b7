import type { Line, Paragraph } from './line.ts';

const NARROWEST = 7;

/** Labels of one paragraph are as wide as the longest, so that what stands behind them is one column. */
const labelWidth = (lines: Paragraph): number =>
  Math.max(
    NARROWEST,
    ...lines.map((line) => (typeof line === 'object' && line.kind === 'fact' ? line.label.length + 1 : 0)),
  );

const lineText = (line: Line, width: number): string => {
  if (typeof line === 'string') return line;
  switch (line.kind) {
    case 'marker':
      return line.text;
    case 'fact':
      return `> ${`${line.label}:`.padEnd(width)} ${line.text}`;
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
  `${paragraphs.map((lines) => lines.map((line) => lineText(line, labelWidth(lines))).join('\n')).join('\n\n')}\n`;
