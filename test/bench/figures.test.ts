import { describe, expect, it } from 'vitest';
import { cost, costs } from '../../bench/arithmetic/cost.ts';
import { percentile } from '../../bench/arithmetic/percentile.ts';
import { countTransitions, statesEntered } from '../../bench/cloud/executions.ts';
import { reading } from '../../bench/figure.ts';

describe('a percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);

  it.each([
    [50, 50],
    [95, 95],
    [99.5, 100],
    [100, 100],
    [0, 1],
  ])('%d of 1 to 100 is %d', (percent, value) => {
    expect(percentile(hundred, percent)).toBe(value);
  });

  it('of few values is one of them', () => {
    expect(percentile([10, 9, 200], 50)).toBe(10);
    expect(percentile([7], 95)).toBe(7);
  });

  it('of no values is refused', () => {
    expect(() => percentile([], 50)).toThrow('no values');
  });
});

describe('a cost', () => {
  it('is what was used at its price', () => {
    expect(costs({ transition: 4000 })).toEqual({ transition: 0.1 });
    expect(cost({ transition: 4000, writeUnit: 1_000_000, apiRequest: 1_000_000 })).toBeCloseTo(0.1 + 0.625 + 1, 10);
  });

  it('of nothing is nothing', () => {
    expect(cost({})).toBe(0);
  });
});

describe('state transitions', () => {
  const entered = (type: 'Task' | 'Choice' | 'Wait', name: string) => ({
    id: 1,
    timestamp: undefined,
    type: `${type}StateEntered` as const,
    stateEnteredEventDetails: { name },
  });
  const scheduled = { id: 2, timestamp: undefined, type: 'TaskScheduled' as const };
  const failed = { id: 3, timestamp: undefined, type: 'TaskFailed' as const };
  const ask = [entered('Task', 'AskLevel'), scheduled];
  const end = [entered('Choice', 'MoreLevels'), entered('Wait', 'WaitUntilWindowEnd')];

  it('are one for each state entered', () => {
    expect(countTransitions([...ask, ...end, entered('Task', 'CloseAccess'), scheduled])).toBe(4);
    expect(statesEntered([...ask, ...end])).toEqual(['AskLevel', 'MoreLevels', 'WaitUntilWindowEnd']);
  });

  it('are one more for each try of a task after the first', () => {
    expect(countTransitions([...ask, failed, scheduled, failed, scheduled])).toBe(3);
  });
});

describe('a reading', () => {
  it.each([
    [8, ['<=', 8], true],
    [8.1, ['<=', 8], false],
    [100, ['>=', 100], true],
    [99, ['>=', 100], false],
    [4, ['=', 4], true],
    [5, ['=', 4], false],
  ] as const)('of %d against %j is met: %s', (value, bound, met) => {
    expect(reading('P0', 'something', [value, 'ms'], bound)).toEqual({
      id: 'P0',
      what: 'something',
      value,
      unit: 'ms',
      target: bound.join(' '),
      met,
    });
  });

  it('without a target is neither met nor missed', () => {
    expect(reading('H1', 'a time', [3, 'ms'])).toMatchObject({ target: null, met: null });
  });
});
