import { chain, GENESIS } from '../../core/audit/chain.ts';
import { requestRecord } from '../../core/audit/record.ts';
import type { Command } from '../../core/request/commands.ts';
import { grantChange } from '../../core/request/custody.ts';
import { decide } from '../../core/request/decide.ts';
import { stepsFor } from '../../core/request/effects.ts';
import type { RequestEvent } from '../../core/request/events.ts';
import { evolve } from '../../core/request/evolve.ts';
import { looksAtPeople } from '../../core/request/looks-at-people.ts';
import { quarantineChange } from '../../core/request/quarantine.ts';
import { reviewChange } from '../../core/request/review.ts';
import { notThere, type Request, type RequestState } from '../../core/request/state.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { longestWait } from '../../core/time/longest-wait.ts';
import { readOnce } from '../people/read-once.ts';
import { readStandings } from '../people/standings.ts';
import type { AbsenceReader } from '../ports/absence-ports.ts';
import type {
  Clock,
  Digest,
  PolicyReader,
  Recorded,
  RequestChange,
  RequestStore,
  StandAside,
  StoredRequest,
} from '../ports/ports.ts';

export interface ChangePorts {
  readonly clock: Clock;
  readonly digest: Digest;
  readonly policy: PolicyReader;
  readonly absences: AbsenceReader;
  readonly requests: RequestStore;
  readonly standAside: StandAside;
}

/** What a change carries besides its events. */
export type ChangeExtras = Pick<RequestChange, 'task' | 'lock' | 'lockVersion'> & {
  readonly remember?: ((stored: StoredRequest) => RequestChange['remember']) | undefined;
};

const ATTEMPTS = 6;

export const noSuchRequest = refuse({ rule: 'no-such-request', reason: 'There is no such request.' });
const tryAgain = refuse({ rule: 'try-again', reason: 'Others changed this request at the same moment: try again.' });

/**
 * Load, decide, save: the one way in which a request changes. A lost race loads and decides again, so exactly one of
 * several commands wins and the others see what it left (threats.md T-10). `prepare` gives the command for the state
 * that was loaded, or a refusal; the ports that it is given read each absence once an attempt. A caller that has `known`
 * the request a moment before saves the load: what is written from it is written on its version, and whatever does not
 * lead to a write is decided anew from what is stored.
 */
export const makeChangeRequest =
  (ports: ChangePorts) =>
  async (id: string, prepare: Prepare, known?: StoredRequest): Promise<Result<StoredRequest>> =>
    (known && (await writeFrom(ports, known, prepare))) ?? changeStored(ports, id, prepare);

const changeStored = async (ports: ChangePorts, id: string, prepare: Prepare): Promise<Result<StoredRequest>> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stored = await ports.requests.load(id);
    if (!stored) return noSuchRequest;
    const outcome = await attemptChange(ports, stored, prepare);
    if (outcome !== 'conflict') return outcome;
  }
  return tryAgain;
};

/** What was written from a request as it was; undefined when nothing was, for whatever reason. */
const writeFrom = async (ports: ChangePorts, known: StoredRequest, prepare: Prepare) => {
  const outcome = await attemptChange(ports, known, prepare);
  return outcome !== 'conflict' && outcome.ok && outcome.value !== known ? outcome : undefined;
};

export type Prepare = (
  stored: StoredRequest,
  ports: ChangePorts,
) => Promise<Result<{ readonly command: Command; readonly extras?: ChangeExtras }>>;

/** One attempt. Who lost a race has stood aside when it ends. */
const attemptChange = async (ports: ChangePorts, stored: StoredRequest, prepare: Prepare) => {
  const began = ports.clock();
  const outcome = await decideAndWrite({ ...ports, absences: readOnce(ports.absences) }, stored, prepare);
  if (outcome === 'conflict') await ports.standAside(longestWait(ports.clock() - began));
  return outcome;
};

const decideAndWrite = async (
  ports: ChangePorts,
  stored: StoredRequest,
  prepare: Prepare,
): Promise<Result<StoredRequest> | 'conflict'> => {
  const prepared = await prepare(stored, ports);
  if (!prepared.ok) return prepared;
  const { command, extras = {} } = prepared.value;
  const actor = 'by' in command ? command.by : undefined;
  const people = looksAtPeople[command.type] ? await readStandings(ports, stored.request, actor) : {};
  const decided = decide(stored.request, command, { now: ports.clock(), people });
  if (!decided.ok) return decided;
  return decided.value.length === 0 && !extras.task ? ok(stored) : commitEvents(ports, stored, decided.value, extras);
};

/** Writes the events of one command as one transaction and gives the request as it is afterwards. */
export const commitEvents = async (
  { digest, requests }: Pick<ChangePorts, 'digest' | 'requests'>,
  before: StoredRequest | undefined,
  events: readonly RequestEvent[],
  extras: ChangeExtras = {},
): Promise<Result<StoredRequest> | 'conflict'> => {
  const change = buildChange(digest, before, events);
  const stored: StoredRequest = {
    request: change.request,
    version: change.from + change.recorded.length,
    head: change.recorded.at(-1)?.record.hash ?? change.head,
  };
  const { remember, ...others } = extras;
  const written = await requests.commit({ ...change, ...others, remember: remember?.(stored) });
  return written === 'committed' ? ok(stored) : 'conflict';
};

/** The events, chained, each with what it asks to be done; and what they change about the credential's grants. */
const buildChange = (digest: Digest, before: StoredRequest | undefined, events: readonly RequestEvent[]) => {
  const start: RequestState = before?.request ?? notThere;
  const from = before?.version ?? 0;
  const folded = foldEach(events, start);
  const after = (folded.at(-1)?.state ?? start) as Request;
  const recorded: Recorded[] = [];
  let head = before?.head ?? GENESIS;
  for (const { event, state } of folded) {
    const record = chain(requestRecord(event, state, from + recorded.length + 1), head, digest);
    recorded.push({ record, steps: stepsFor(event, start, after) });
    head = record.hash;
  }
  const grants = events.flatMap((event) => grantChange(event, start, after) ?? []);
  const quarantine = quarantineChange(events, after);
  const review = reviewChange(events);
  return { request: after, from, head: before?.head ?? GENESIS, recorded, grants, quarantine, review };
};

/** Each event with the state after it. */
const foldEach = (events: readonly RequestEvent[], start: RequestState) => {
  let before = start;
  return events.map((event) => {
    const state = evolve(before, event);
    before = state;
    return { event, state };
  });
};
