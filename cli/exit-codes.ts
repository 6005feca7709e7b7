/** Exit codes of every command (design.md 10). A `deny` is an answer, not a failure. */
export const exitCodes = { done: 0, failed: 1, wrongUsage: 2, loosens: 3 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
