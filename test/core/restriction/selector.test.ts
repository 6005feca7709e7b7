import { describe, expect, it } from 'vitest';
import type { Criteria, Members } from '../../../lambdas/core/policy/schema.ts';
import { isMember, matchEntry, readyCriteria } from '../../../lambdas/core/restriction/selector.ts';
import { aCredential, aGroup, aUser } from '../../support/policy-builders.ts';

describe('an entry of a criterion', () => {
  it.each([
    ['orders-db', 'orders-db', true],
    ['orders-db', 'ORDERS-DB', true],
    ['Orders-DB', 'orders-db', true],
    ['orders', 'orders-db', false],
    ['orders-*', 'orders-', true],
    ['orders-*', 'orders-db', true],
    ['orders-*', 'my-orders-db', false],
    ['*-db', 'orders-db', true],
    ['*-db', 'orders-db2', false],
    ['o*s*b', 'orders-db', true],
    ['o*s*b', 'ob', false],
    ['*ab*ab*', 'xabab', true],
    ['*ab*ab*', 'xaba', false],
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['*', '', true],
    ['**', '', true],
    ['a', '', false],
    ['a*', '', false],
    ['.*', 'orders', false],
    ['a.b', 'axb', false],
    ['[a-z]?', '[a-z]?', true],
    ['a\nb*', 'A\nB\nC', true],
    ['é', 'É', false],
    ['k', '\u212a', false],
  ])('%j against %j: %s', (entry, value, matches) => {
    expect(matchEntry(entry)(value)).toBe(matches);
  });

  it('is matched in no more than linear time where a backtracking pattern would never end', () => {
    const entry = `${'*a'.repeat(50)}*b`;

    expect(matchEntry(entry)('a'.repeat(100_000))).toBe(false);
  });
});

describe('members', () => {
  const members: Members = { users: ['bruno'], departments: ['DBA'] };

  it.each([
    ['a user who is named', { id: 'bruno' }, true],
    ['a user of a named department, in any case', { department: 'dBa' }, true],
    ['a user of another department', { department: 'dba2' }, false],
    ['a user without a department', {}, false],
    ['a user with an empty department', { department: '' }, false],
  ])('%s: %j is a member: %s', (_, user, expected) => {
    expect(isMember(members, aUser(user))).toBe(expected);
  });

  it('knows no wildcard in a department', () => {
    expect(isMember({ users: [], departments: ['d*'] }, aUser({ department: 'dba' }))).toBe(false);
  });
});

describe('criteria', () => {
  const credential = aCredential({
    username: 'adm-ana',
    site: 'dc1',
    deviceTags: ['Production', 'eu'],
    additionalInfo: 'rack 4',
  });
  const matches = (criteria: Partial<Criteria>, matchByDevice = true): boolean => {
    const ready = readyCriteria({ ...aGroup().criteria, ...criteria }, matchByDevice);
    return ready.matches(credential) && ready.matchesFor(aUser(), credential);
  };

  it.each<[string, Partial<Criteria>, boolean]>([
    ['none', {}, true],
    ['all that are named match', { devices: ['orders-*'], sites: ['DC1'] }, true],
    ['one that is named does not match', { devices: ['orders-*'], sites: ['dc2'] }, false],
    ['any entry within one', { sites: ['dc2', 'dc1'] }, true],
    ['any tag', { deviceTags: ['test', 'production'] }, true],
    ['no tag matches', { deviceTags: ['test'] }, false],
    ['a credential without tags matches no entry', { credentialTags: ['*'] }, false],
    ['a field that is not given is the empty string', { models: ['*'] }, true],
    ['and nothing else', { models: ['?'] }, false],
    ['additional information is one string', { additionalInfo: ['rack *'] }, true],
    ['the requester takes the place in a username', { usernames: ['adm-[#USERNAME#]'] }, true],
    ['at every occurrence', { usernames: ['[#USERNAME#]-[#USERNAME#]'] }, false],
    ['in this spelling only', { usernames: ['adm-[#username#]'] }, false],
    ['elsewhere it is plain text', { sites: ['[#USERNAME#]'] }, false],
  ])('%s: %j', (_, criteria, expected) => {
    expect(matches(criteria)).toBe(expected);
  });

  it('compares nothing of the device without `matchByDevice`', () => {
    const other = { devices: ['x'], sites: ['x'], deviceTypes: ['x'], models: ['x'], deviceTags: ['x'] };

    expect(matches(other)).toBe(false);
    expect(matches(other, false)).toBe(true);
  });

  it.each<keyof Criteria>(['devices', 'sites', 'deviceTypes', 'models', 'deviceTags'])(
    'compares %s by itself',
    (name) => {
      expect(matches({ [name]: ['x'] })).toBe(false);
      expect(matches({ [name]: ['x'] }, false)).toBe(true);
    },
  );

  it.each<keyof Criteria>(['usernames', 'credentialTypes', 'credentialTags', 'additionalInfo'])(
    'still compares %s without `matchByDevice`',
    (name) => {
      expect(matches({ [name]: ['x'] }, false)).toBe(false);
    },
  );

  it('puts every occurrence of the place in', () => {
    const twice = aCredential({ username: 'ana.ana' });
    const ready = readyCriteria({ ...aGroup().criteria, usernames: ['[#USERNAME#].[#USERNAME#]'] }, true);

    expect(ready.matchesFor(aUser(), twice)).toBe(true);
    expect(ready.matchesFor(aUser({ id: 'bruno' }), twice)).toBe(false);
  });
});
