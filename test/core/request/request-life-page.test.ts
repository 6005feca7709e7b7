import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { transitions } from '../../../lambdas/core/request/transitions.ts';
import { exploreRequestLife } from '../../../tools/explore-request-life.ts';
import { requestLifePage } from '../../../tools/request-life-page.ts';

const { edges, refused } = exploreRequestLife();
const cellsOf = (said: 'acts' | 'refuses'): readonly string[] =>
  Object.entries(transitions).flatMap(([state, row]) =>
    Object.entries(row)
      .filter(([, cell]) => (said === 'acts' ? cell === 'acts' : cell !== 'acts' && cell !== 'quiet'))
      .map(([command]) => `${command} ${state}`),
  );

describe('docs/request-life.md', () => {
  it('is what the core does today (node tools/write-state-chart.ts writes it)', () => {
    expect(readFileSync(new URL('../../../docs/request-life.md', import.meta.url), 'utf8')).toBe(requestLifePage());
  });

  it('is drawn from lives in which every command acted wherever the transition table lets it', () => {
    const acted = edges.filter(({ events }) => events.length > 0);

    expect(new Set(acted.map(({ command, from }) => `${command.type} ${from.name}`))).toEqual(new Set(cellsOf('acts')));
  });

  it('lists refusals from lives in which every command was refused wherever the transition table refuses it', () => {
    const met = new Set(refused.map(({ command, from }) => `${command.type} ${from.name}`));

    expect(cellsOf('refuses').filter((cell) => !met.has(cell))).toEqual([]);
  });

  it('lists every rule of the request, each once', () => {
    const listed = [...requestLifePage().matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, rule]) => rule);

    expect(listed).toEqual([...new Set(refused.map(({ refusal }) => refusal.rule))].sort((a, b) => (a < b ? -1 : 1)));
    expect(listed).toHaveLength(39);
  });
});
