import type { Command, Context } from '../lambdas/core/request/commands.ts';
import { decide } from '../lambdas/core/request/decide.ts';
import type { RequestEvent } from '../lambdas/core/request/events.ts';
import { replay } from '../lambdas/core/request/evolve.ts';
import type { RequestRefusal } from '../lambdas/core/request/refusal.ts';
import { notThere, type RequestState } from '../lambdas/core/request/state.ts';
import { moves, probes, type Try } from './request-life-tries.ts';

/** A command that was taken. */
export interface Edge {
  readonly from: RequestState;
  readonly command: Command;
  readonly events: readonly RequestEvent[];
  readonly to: RequestState;
}

/** A command that was refused. */
export interface Refused {
  readonly from: RequestState;
  readonly command: Command;
  readonly refusal: RequestRefusal;
}

export interface Explored {
  readonly edges: readonly Edge[];
  readonly refused: readonly Refused[];
}

/**
 * Lives every life that the moves allow, from nothing on, by the core itself: each state is met once and every command
 * is tried in it. Probes are tried as well, to be refused; where they are taken they are not followed.
 */
export const exploreRequestLife = (): Explored => {
  const edges: Edge[] = [];
  const refused: Refused[] = [];
  const states: RequestState[] = [notThere];
  const met = new Set<string>();
  // The list grows while it is walked: what a move leads to is walked too.
  for (const from of states) {
    if (met.has(JSON.stringify(from))) continue;
    met.add(JSON.stringify(from));
    const taken = moves.map((each) => attempt(from, each)).filter(isTaken);
    edges.push(...taken);
    states.push(...taken.map(({ to }) => to));
    refused.push(...[...moves, ...probes].map((each) => attempt(from, each)).filter(isRefused));
  }
  return { edges, refused };
};

const isRefused = (outcome: Edge | Refused): outcome is Refused => 'refusal' in outcome;
const isTaken = (outcome: Edge | Refused): outcome is Edge => !isRefused(outcome);

const attempt = (from: RequestState, { command, now, people = everybody }: Try): Edge | Refused => {
  const outcome = decide(from, command, { now, people });
  if (!outcome.ok) return { from, command, refusal: outcome.refusal };
  return { from, command, events: outcome.value, to: replay(outcome.value, from) };
};

const standing = { enabled: true, named: true };
const everybody: Context['people'] = { ana: standing, bruno: standing, carla: standing, dora: standing };
