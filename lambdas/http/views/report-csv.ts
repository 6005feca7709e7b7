import { stringify } from 'csv-stringify/sync';
import { type ReportRow, reportColumns } from '../contract/reports.ts';

/**
 * Rows as CSV by RFC 4180 with a header. A cell that a spreadsheet would take for a formula starts with an apostrophe
 * (threats.md I-11); the library knows all such starts but the line feed.
 */
export const reportCsv = (rows: readonly ReportRow[]): string =>
  stringify([...rows], {
    header: true,
    columns: { ...reportColumns },
    record_delimiter: 'windows',
    // Else a lone line feed, which every reader takes for a new record, would go without quotes.
    quote_record_delimiter: true,
    escape_formulas: true,
    cast: { string: (text) => (text.startsWith('\n') ? `'${text}` : text) },
  });
