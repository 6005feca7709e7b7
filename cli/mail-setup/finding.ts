/** What one check came to. `unknown`: it could not be looked up, which is not well. */
export interface Finding {
  /** What was looked at: a DNS name and its type, or a part of the SES account. */
  readonly check: string;
  readonly status: 'ok' | 'missing' | 'wrong' | 'unknown';
  readonly found: string;
  readonly expected: string;
  /** What the operator does about it; empty when all is well. */
  readonly fix: string;
}

/** A check that found what it expected. */
export const well = (check: string, found: string, expected: string): Finding => ({
  check,
  status: 'ok',
  found,
  expected,
  fix: '',
});

/** One finding for people: a line when all is well, else what was found, expected, and the fix. */
export const showFinding = ({ check, status, found, expected, fix }: Finding): string =>
  status === 'ok'
    ? `ok       ${check}: ${found}`
    : `${status.padEnd(8)} ${check}\n         found     ${found}\n         expected  ${expected}\n         fix       ${fix}`;
