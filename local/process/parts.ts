import { type Child, startChild } from './child.ts';
import type { Ledger } from './ledger.ts';

/** Something that runs and can be ended. */
export interface Part {
  stop(): Promise<void>;
}

/** What a local cloud is made of, in the order in which it was started. */
export interface Parts {
  /** The file that lists the processes. */
  readonly ledger: string;
  /** Keeps a part; a part that comes while all is being ended is ended at once, and this throws. */
  keep<T extends Part>(part: T): Promise<T>;
  /** Keeps a process, and enters it in the ledger. */
  keepProcess<T extends Child>(name: string, child: T): Promise<T>;
  /** Runs a program to its end; throws when it does not end well. */
  run(name: string, ...program: Parameters<typeof startChild>): Promise<void>;
  /** Ends all parts, the last one first; who asks again waits for the same end. */
  stop(): Promise<void>;
}

export const makeParts = (ledger: Ledger): Parts => {
  const parts: Part[] = [];
  let ending: Promise<void> | undefined;
  const keep = async <T extends Part>(part: T): Promise<T> => {
    if (ending !== undefined) {
      await part.stop();
      throw new Error('The local cloud was stopped while it started.');
    }
    parts.push(part);
    return part;
  };
  const keepProcess = <T extends Child>(name: string, child: T): Promise<T> => {
    ledger.add(name, child.pid);
    return keep(child);
  };
  const run: Parts['run'] = async (name, ...program) => {
    const child = await keepProcess(name, startChild(...program));
    const { well, how } = await child.ended;
    parts.splice(parts.indexOf(child), 1);
    if (!well) throw new Error(how);
  };
  const endAll = async () => {
    for (const part of parts.splice(0).reverse()) await part.stop();
    ledger.clear();
  };
  const stop = () => {
    ending ??= endAll();
    return ending;
  };
  return { ledger: ledger.file, keep, keepProcess, run, stop };
};
