/** Where something stands in a policy: `['groups', 0, 'viewPassword']`. */
export type Path = readonly (string | number)[];

/** What is wrong with a policy, or what a lint warns of. `rule` is a stable name; the texts are for people. */
export type Problem = { path: string; line?: number; rule: string; message: string; fix: string };

/** A problem before its place was looked up in the text. */
export type Finding = { path: Path; rule: string; message: string; fix: string };

/** The text that a policy was read from, if it was read from a text. */
export type PolicySource = {
  /** The line, from 1, of the field at the path, or of the nearest thing around it that is written. */
  lineOf: (path: Path) => number | undefined;
  /** The value at the path as it is spelled, or undefined if there is none. */
  textOf: (path: Path) => string | undefined;
};

/** `groups[0].viewPassword`; the whole policy is `(policy)`. */
export const showPath = (path: Path): string =>
  path.reduce<string>((shown, step) => {
    if (typeof step === 'number') return `${shown}[${step}]`;
    return shown === '' ? step : `${shown}.${step}`;
  }, '') || '(policy)';

export const placeFinding = ({ path, ...finding }: Finding, source: PolicySource | undefined): Problem => {
  const line = source?.lineOf(path);
  return { path: showPath(path), ...(line === undefined ? {} : { line }), ...finding };
};
