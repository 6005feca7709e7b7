/** The last lines of what happened, oldest first. */
export const makeJournal = (keep: number) => {
  const lines: string[] = [];
  return {
    note: (line: string): void => {
      lines.push(line);
      if (lines.length > keep * 2) lines.splice(0, lines.length - keep);
    },
    lines: (): readonly string[] => lines.slice(-keep),
  };
};
