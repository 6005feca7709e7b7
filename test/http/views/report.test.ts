import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type ReportRow, reportColumns } from '../../../lambdas/http/contract/reports.ts';
import { reportCsv } from '../../../lambdas/http/views/report-csv.ts';
import { reportRow } from '../../../lambdas/http/views/report-row.ts';
import { ending, followedBy, requests } from '../requests.ts';

/** A reader of RFC 4180 that shares nothing with the writer. */
const cellsOf = (csv: string): string[][] => {
  const records: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    records.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') records.push([]);
  }
  return records.slice(0, -1);
};

const rowWith = (justification: string): ReportRow => ({ ...reportRow(requests.granted), justification });
const column = Object.keys(reportColumns).indexOf('justification');

describe('a row of the report', () => {
  it.each([
    ['an immediate or justified use', requests.granted, { state: 'granted', emergencyAccess: 'No', windowStart: '' }],
    [
      'an approved one',
      requests.approved,
      { state: 'approved', approvedBy: 'bruno dora', windowEnd: '2026-11-24T19:00:00.000Z' },
    ],
    ['a rejected one', requests.rejected, { state: 'rejected', approvedBy: '', disapprovedBy: 'bruno' }],
    ['an emergency', requests.emergency, { emergencyAccess: 'Yes', emergencyReason: 'orders are lost' }],
    [
      'an emergency that ended',
      followedBy(requests.emergency, ending.closed),
      { state: 'ended', emergencyAccess: 'Yes', passwordChange: 'changed' },
    ],
  ])('%s', (_what, request, expected) => {
    expect(reportRow(request)).toMatchObject(expected);
  });
});

describe('the CSV', () => {
  it('has the column Emergency Access with Yes or No', () => {
    const [header, ...rows] = cellsOf(reportCsv([requests.granted, requests.emergency].map(reportRow)));
    expect(header).toEqual(Object.values(reportColumns));
    expect(rows.map((row) => row[header?.indexOf('Emergency Access') ?? -1])).toEqual(['No', 'Yes']);
  });

  it('without rows is its header', () => {
    expect(reportCsv([])).toBe(`${Object.values(reportColumns).join(',')}\r\n`);
  });

  it.each(['=1+1', '+cmd', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠x'])(
    'I-11: starts %j with an apostrophe',
    (text) => {
      expect(cellsOf(reportCsv([rowWith(text)]))[1]?.[column]).toBe(`'${text}`);
    },
  );

  const start = fc.constantFrom('', '=', '+', '-', '@', '\t', '\r', '\n', '"', ',', '＝', '＋', '－', '＠', "'", ' ');
  test.prop([start, fc.string({ unit: 'binary' })])(
    'I-11: never has a cell that starts a formula, and loses no character',
    (first, rest) => {
      const text = first + rest;
      const cell = cellsOf(reportCsv([rowWith(text)]))[1]?.[column] ?? 'absent';
      expect(cell.charAt(0)).not.toMatch(/[=+\-@\t\r\n＝＋－＠]/);
      expect([text, `'${text}`]).toContain(cell);
    },
  );
});
