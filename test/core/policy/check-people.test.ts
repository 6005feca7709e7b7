import { describe, expect, it } from 'vitest';
import { errorsOf, withField } from '../../support/policy-input.ts';

const person = (id: string, more: object = {}) => ({ id, name: id, email: `${id}@example.com`, ...more });
const people = (...users: object[]) => ({ version: 1, users });

describe('ids', () => {
  it.each([
    ['users', { users: [person('ana'), person('ana', { email: 'other@example.com' })] }, 'users[1].id unique-id'],
    ['credentials', { credentials: [{ id: 'c' }, { id: 'd' }, { id: 'c' }] }, 'credentials[2].id unique-id'],
  ])('of %s are unique', (_, input, error) => {
    expect(errorsOf(input)).toContain(error);
  });

  it('of groups are unique', () => {
    const group = { id: 45, name: 'a', members: { departments: ['dba'] } };

    expect(errorsOf(withField('groups', [group, { ...group, id: 46 }, group]))).toEqual(['groups[2].id unique-id']);
  });
});

describe('e-mail addresses (E-02)', () => {
  it.each([
    ['the same', 'ana@example.com', 'ana@example.com', {}, false],
    ['the same, accepted all the same', 'ana@example.com', 'ana@example.com', { alias: 'accepted' }, false],
    ['different in case', 'ana@example.com', 'ANA@Example.com', {}, false],
    ['different in a tag', 'ana@example.com', 'ana+admin@example.com', {}, false],
    ['different in both', 'ana+x@example.com', 'Ana+admin@example.com', {}, false],
    ['different in a tag, accepted', 'ana@example.com', 'ana+admin@example.com', { alias: 'accepted' }, true],
    ['different in case, accepted', 'ana@example.com', 'Ana@example.com', { alias: 'accepted' }, true],
    ['different', 'ana@example.com', 'bruno@example.com', {}, true],
  ])('%s: %s and %s %j', (_, one, other, more, valid) => {
    const users = [person('one', { email: one }), person('other', { email: other, ...more })];

    expect(errorsOf(people(...users))).toEqual(valid ? [] : ['users[1].email unique-email']);
    expect(errorsOf(people(...users.toReversed()))).toEqual(valid ? [] : ['users[1].email unique-email']);
  });

  it('are compared pair by pair: one that is accepted excuses no third', () => {
    const users = [
      person('a', { email: 'ana@example.com' }),
      person('b', { email: 'ana+b@example.com', alias: 'accepted' }),
      person('c', { email: 'ana+c@example.com' }),
    ];

    expect(errorsOf(people(...users))).toEqual(['users[2].email unique-email']);
  });

  it('may be absent', () => {
    expect(errorsOf(people({ id: 'a' }, { id: 'b' }))).toEqual([]);
  });
});

describe('subjects', () => {
  it('are unique', () => {
    const users = [person('a', { subject: 's' }), person('b', { subject: 's' })];

    expect(errorsOf(people(...users))).toEqual(['users[1].subject unique-subject']);
  });

  it('are never the id of another user, who would be taken for this one', () => {
    const users = [person('a', { subject: 'b' }), person('b', { subject: 'c' })];

    expect(errorsOf(people(...users))).toEqual(['users[0].subject unique-subject']);
  });
});

describe('managers', () => {
  it('are users', () => {
    expect(errorsOf(people(person('a', { manager: 'b' }), person('c', { manager: 'a' })))).toEqual([
      'users[0].manager unknown-user',
    ]);
  });
});
