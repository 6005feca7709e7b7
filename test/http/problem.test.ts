import { describe, expect, it } from 'vitest';
import { Fault } from '../../lambdas/application/fault.ts';
import { transitions } from '../../lambdas/core/request/transitions.ts';
import { problem } from '../../lambdas/http/contract/problem.ts';
import { BadCall, problemOf, problemOfError } from '../../lambdas/http/problem.ts';
import { statusOf } from '../../lambdas/http/rule-status.ts';

describe('a refusal', () => {
  it('becomes a problem with a stable type, its status and its field', () => {
    expect(problemOf({ rule: 'window-required', reason: 'Say until when.', field: 'window' })).toEqual({
      type: 'urn:countersign:problem:window-required',
      title: 'Window required',
      status: 422,
      detail: 'Say until when.',
      rule: 'window-required',
      field: 'window',
    });
  });

  it('of a policy lists every error', () => {
    const errors = [{ path: 'groups[0].id', rule: 'shape', message: 'is too large', fix: 'use 1 to 9999' }];
    expect(problemOf({ rule: 'policy-invalid', reason: '1 error', errors }).errors).toEqual(errors);
  });

  it.each(Object.keys(statusOf))('%s has a problem that the contract admits', (rule) => {
    const made = problemOf({ rule, reason: 'because' });
    expect(problem.parse(made)).toEqual(made);
    expect(made.status).toBeGreaterThanOrEqual(400);
  });

  it.each([...new Set(Object.values(transitions).flatMap((cells) => Object.values(cells)))])(
    'the cell %s of the transition table is answered by a status of the 400s',
    (cell) => {
      if (cell === 'acts' || cell === 'quiet') return;
      expect(problemOf({ rule: cell, reason: 'because' }).status).toBeLessThan(500);
    },
  );

  it('with a rule that nobody gave a status is a bug', () => {
    expect(() => problemOf({ rule: 'toString', reason: 'because' })).toThrow('has no status');
  });
});

describe('what is thrown', () => {
  it.each([
    ['a fault that passes', new Fault('StorageFault', 'secret words'), 503],
    ['a fault that stays', new Fault('SecretMalformed', 'secret words', { retryable: false }), 500],
    ['a bug', new TypeError('secret words'), 500],
    ['no error at all', 'secret words', 500],
  ])('%s says nothing of itself to people', (_what, thrown, status) => {
    const made = problemOfError(thrown);
    expect(made.status).toBe(status);
    expect(JSON.stringify(made)).not.toContain('secret words');
  });

  it('as a bad call is a refusal', () => {
    const thrown = new BadCall({ rule: 'body-too-large', reason: 'The body is larger than 16384 bytes.' });
    expect(problemOfError(thrown)).toMatchObject({ status: 413, detail: 'The body is larger than 16384 bytes.' });
  });
});
