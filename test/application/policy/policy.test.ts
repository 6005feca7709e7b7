import { describe, expect, it } from 'vitest';
import { makeApplyPolicy } from '../../../lambdas/application/policy/apply-policy.ts';
import { makeCheckPolicy } from '../../../lambdas/application/policy/check-policy.ts';
import { makeReadPolicy } from '../../../lambdas/application/policy/read-policy.ts';
import { policyBook } from '../../support/fakes/policy-book.ts';
import { vaultInput, vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal } from '../../support/fakes/world.ts';

const administrator = principal('root', 'administrator');
const secretPrefix = 'countersign/';
const written = (policy: unknown, who = administrator) => ({ principal: who, policy });

const aBook = (limit = 100) => {
  const book = policyBook(vaultPolicy(), limit);
  const ports = { policy: book.reader, meter: book.meter, writer: book.writer, secretPrefix, log: aWorld().ports.log };
  return { book, apply: makeApplyPolicy(ports), check: makeCheckPolicy(ports), read: makeReadPolicy(ports) };
};
const withoutGroup7 = () => {
  const input = vaultInput();
  return { ...input, groups: input.groups.filter(({ id }) => id !== 7) };
};

describe('a policy is applied', () => {
  it('first of all', async () => {
    const empty = policyBook();
    const ports = {
      policy: empty.reader,
      meter: empty.meter,
      writer: empty.writer,
      secretPrefix,
      log: aWorld().ports.log,
    };

    expect(await makeApplyPolicy(ports)(written(vaultInput()))).toEqual({ ok: true, value: { version: 1 } });

    expect(await empty.reader.contents()).toMatchObject({ version: 1, policy: vaultPolicy(), retiredGroupIds: [] });
  });

  it('over another, which makes the next version', async () => {
    const { apply, book } = aBook();

    expect(await apply(written(withoutGroup7()))).toEqual({ ok: true, value: { version: 2 } });

    expect(await book.reader.contents()).toMatchObject({ version: 2, retiredGroupIds: [7] });
  });

  it('again without a change: there is nothing to do', async () => {
    const { apply, book } = aBook();

    expect(await apply(written(vaultInput()))).toEqual({ ok: true, value: { version: 1 } });

    expect(await book.reader.contents()).toMatchObject({ version: 1 });
  });
});

describe('a policy is refused, and nothing is changed', () => {
  const refusalOf = async (policy: unknown, { book, apply } = aBook(), who = administrator) => {
    const before = await book.reader.contents();
    const outcome = await apply(written(policy, who));
    expect(await book.reader.contents()).toEqual(before);
    return outcome.ok ? undefined : outcome.refusal;
  };

  it.each([principal('ana'), principal('eva', 'auditor')])('from %j', async (who) => {
    expect(await refusalOf(withoutGroup7(), aBook(), who)).toMatchObject({ rule: 'not-allowed' });
  });

  it('when it is wrong, with everything that is wrong with it', async () => {
    const bad = { version: 1, users: [{ id: 'ANA' }, { id: 'BRUNO' }] };

    expect(await refusalOf(bad)).toMatchObject({
      rule: 'policy-invalid',
      reason: 'The policy has 2 errors; nothing was changed.',
      errors: [{ path: 'users[0].id' }, { path: 'users[1].id' }],
    });
  });

  it.each([null, 'a text', 42, []])('when it is no policy at all: %j', async (policy) => {
    expect(await refusalOf(policy)).toMatchObject({ rule: 'policy-invalid' });
  });

  it('E-06: when it brings back the id of a group that was deleted', async () => {
    const book = aBook();
    await book.apply(written(withoutGroup7()));

    expect(await refusalOf(vaultInput(), book)).toMatchObject({
      rule: 'policy-invalid',
      reason: 'The policy has 1 error; nothing was changed.',
      errors: [{ rule: 'group-id-retired', path: expect.stringMatching(/^groups\[\d\]\.id$/) }],
    });
  });

  it('when it names a secret that is not ours', async () => {
    const credentials = [{ id: 'root', username: 'root', device: 'production', secret: 'production/root' }];

    expect(await refusalOf({ ...vaultInput(), credentials })).toMatchObject({
      errors: [{ rule: 'secret-outside-prefix', path: 'credentials[0].secret' }],
    });
  });

  it('when the change is too large for one transaction', async () => {
    expect(await refusalOf({ ...vaultInput(), groups: [] }, aBook(3))).toEqual({
      rule: 'policy-too-large',
      reason: 'The change writes 4 items and one transaction takes 3: apply it in smaller steps.',
    });
  });

  it('when somebody else changed it meanwhile', async () => {
    const { book, apply } = aBook();
    const { reader } = book;
    const contents = reader.contents;
    reader.contents = async () => {
      const before = await contents();
      book.edit(vaultPolicy());
      return before;
    };

    expect(await apply(written(withoutGroup7()))).toMatchObject({ refusal: { rule: 'policy-conflict' } });
  });
});

describe('T-17: a repeat of a policy apply', () => {
  const call = (policy: unknown, bodyDigest: string, who = administrator) => ({
    ...written(policy, who),
    idempotency: { key: 'k1', bodyDigest },
  });

  it('is answered as before, and does not undo what came in between', async () => {
    const { apply, book } = aBook();
    await apply(call(withoutGroup7(), 'body'));
    book.edit(vaultPolicy({ groups: [] }));

    expect(await apply(call(withoutGroup7(), 'body'))).toEqual({ ok: true, value: { version: 2 } });

    expect(await book.reader.contents()).toMatchObject({ version: 3, policy: { groups: [] } });
  });

  it('with another body is refused, and of another administrator is another key', async () => {
    const { apply } = aBook();
    await apply(call(withoutGroup7(), 'body'));

    expect(await apply(call(vaultInput(), 'other'))).toMatchObject({ refusal: { rule: 'idempotency-key-reused' } });
    expect(await apply(call(withoutGroup7(), 'other', principal('eva', 'administrator')))).toMatchObject({ ok: true });
  });
});

describe('a policy is checked', () => {
  it('for what is wrong and how large the change is, and changes nothing', async () => {
    const { check, book } = aBook();

    expect(await check(written(withoutGroup7()))).toMatchObject({
      ok: true,
      value: { errors: [], items: 1, limit: 100 },
    });
    expect(await check(written({ version: 2 }))).toMatchObject({
      ok: true,
      value: { errors: [{ path: 'version' }], warnings: [], items: 0, limit: 100 },
    });
    expect(await book.reader.contents()).toMatchObject({ version: 1 });
  });

  it('with the warnings of the lint', async () => {
    const { check } = aBook();
    const approval = { when: { hours: [{ from: '13:00', to: '17:00' }] } };

    const checked = await check(written(vaultInput({ approval })));

    expect(checked.ok && checked.value.warnings.length).toBeGreaterThan(0);
  });

  it('for administrators only', async () => {
    const { check } = aBook();

    expect(await check(written({}, principal('ana')))).toMatchObject({ refusal: { rule: 'not-allowed' } });
  });
});

describe('a policy is read', () => {
  it('whole, by administrators only', async () => {
    const { read } = aBook();

    expect(await read(administrator)).toMatchObject({ value: { version: 1, policy: vaultPolicy() } });
    expect(await read(principal('eva', 'auditor'))).toMatchObject({ refusal: { rule: 'not-allowed' } });
  });

  it('or there is none yet', async () => {
    const read = makeReadPolicy({ policy: policyBook().reader });

    expect(await read(administrator)).toMatchObject({ refusal: { rule: 'no-policy' } });
  });
});
