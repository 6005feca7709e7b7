/** What the demo prints: a line for each thing that happened, each with its time. */
export interface Transcript {
  /** A new part of the story. */
  scene(title: string): void;
  say(line: string): void;
  /** Text as it is, indented: a mail, a decision, a table. */
  show(text: string): void;
  /** Says that something holds; a step that does not hold ends the demo. */
  holds(line: string, condition: boolean, seen?: unknown): void;
}

class StepFailed extends Error {
  constructor(line: string, seen: unknown) {
    super(`This did not hold: ${line}${seen === undefined ? '' : `\nSeen instead: ${JSON.stringify(seen)}`}`);
    this.name = 'StepFailed';
  }
}

const clock = (): string => new Date().toISOString().slice(11, 23);

export const makeTranscript = (write: (line: string) => void): Transcript => {
  const line = (mark: string, text: string) => write(`${clock()} ${mark} ${text}`);
  return {
    scene: (title) => write(`\n${clock()} ━━ ${title}`),
    say: (text) => line(' ', text),
    show: (text) => {
      for (const each of text.trimEnd().split(/\r?\n/)) write(`             │ ${each}`);
    },
    holds: (text, condition, seen) => {
      if (!condition) throw new StepFailed(text, seen);
      line('✓', text);
    },
  };
};
