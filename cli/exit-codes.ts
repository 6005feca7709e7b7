/**
 * Exit codes of every command (design.md 10). A `deny` is an answer, not a failure. `unread`: the reader of the output
 * left, as a shell says it of a program that SIGPIPE ended.
 */
export const exitCodes = { done: 0, failed: 1, wrongUsage: 2, loosens: 3, unread: 141 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
