import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Path, PolicySource, Problem } from '../lambdas/core/policy/problem.ts';

/** A policy file, parsed but not yet validated. */
export type PolicyText =
  | { readonly ok: true; readonly input: unknown; readonly source: PolicySource }
  | { readonly ok: false; readonly errors: Problem[] };

type Place = { readonly written: Node | undefined; readonly value: Node | undefined };

const asNode = (thing: unknown): Node | undefined => (isNode(thing) ? thing : undefined);

/** One step into a map or a list; `written` is where the field stands, `value` what it holds. */
const stepInto = (node: Node | undefined, step: string | number): Place => {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
    return { written: asNode(pair?.key), value: asNode(pair?.value) };
  }
  const item = isSeq(node) && typeof step === 'number' ? asNode(node.items[step]) : undefined;
  return { written: item, value: item };
};

const follow = (document: Document, node: Node | undefined): Node | undefined =>
  isAlias(node) ? node.resolve(document) : node;

/** The place of a path, or of the nearest thing around it that is written. */
const placeOf = (document: Document, path: Path): Place & { readonly whole: boolean } => {
  let place: Place = { written: document.contents ?? undefined, value: document.contents ?? undefined };
  for (const step of path) {
    const next = stepInto(follow(document, place.value), step);
    if (next.written === undefined) return { ...place, whole: false };
    place = next;
  }
  return { ...place, whole: true };
};

const makeSource = (document: Document, text: string, lines: LineCounter): PolicySource => ({
  lineOf: (path) => {
    const start = placeOf(document, path).written?.range?.[0];
    return start === undefined ? undefined : lines.linePos(start).line;
  },
  textOf: (path) => {
    const place = placeOf(document, path);
    const range = place.whole ? follow(document, place.value)?.range : undefined;
    return range ? text.slice(range[0], range[1]) : undefined;
  },
});

const notYaml = (message: string, line?: number): Problem => ({
  path: '(policy)',
  ...(line === undefined ? {} : { line }),
  rule: 'yaml-syntax',
  message,
  fix: 'correct the YAML (or JSON); every field may stand once',
});

const plainOf = (document: Document): { value: unknown } | { problem: Problem } => {
  try {
    return { value: document.toJS() };
  } catch (error) {
    // the library throws when aliases multiply beyond measure
    return { problem: notYaml(error instanceof Error ? error.message : String(error)) };
  }
};

/** Parses YAML 1.2 (so JSON too), and remembers where and how everything was written. */
export const parsePolicyText = (text: string): PolicyText => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return { ok: false, errors: faults.map(({ message, pos }) => notYaml(message, lines.linePos(pos[0]).line)) };
  }
  const read = plainOf(document);
  if ('problem' in read) return { ok: false, errors: [read.problem] };
  return { ok: true, input: read.value, source: makeSource(document, text, lines) };
};
