import { describe, expect, it } from 'vitest';
import { pack, unpack } from '../../../lambdas/adapters/dynamodb/packed.ts';
import type { Ballot } from '../../../lambdas/core/request/state.ts';
import { anApproved } from '../../support/request-builders.ts';
import { at, window } from '../../support/request-parts.ts';

/** What a state takes beside the packed request: keys of the table and of three indexes, version and head. */
const BESIDE_BYTES = 350;

const ballot = (by: string, level: number, comment: string): Ballot => ({
  by,
  seat: by,
  level,
  verdict: 'approve',
  window: window('14:00', '16:00'),
  windowVersion: 1,
  channel: 'mail',
  at: at('14:05'),
  comment,
});

const approvers = (...names: string[]) => ({ approvers: names, approvals: 1, disapprovals: 1 });

describe('what is packed', () => {
  it('comes back as it was, with every letter', () => {
    const request = anApproved({ justification: 'Índice perdido — 注文 🔑' });

    expect(unpack(pack(request))).toEqual(request);
  });

  it('of a state with two levels, two votes with a comment and a sentence of justification, takes one write unit', () => {
    const approved = anApproved({
      justification:
        'The nightly export of the orders is stuck since 02:10 and holds a lock that only the owner can end.',
      ticket: 'CHG0031877',
      reason: 'Incident',
    });
    const rules = {
      ...approved.rules,
      levels: [approvers('bruno.lima', 'carla.dias', 'edgar.reis'), approvers('dora.klein', 'fabio.melo')],
    };
    const ballots = [
      ballot('carla.dias', 1, 'Fine, but please end before the backup starts.'),
      ballot('dora.klein', 2, 'Agreed with the owner of the export by telephone.'),
    ];

    expect(pack({ ...approved, rules, ballots }).length + BESIDE_BYTES).toBeLessThan(1024);
  });
});
