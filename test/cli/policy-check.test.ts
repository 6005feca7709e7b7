import { describe, expect, it } from 'vitest';
import { runInMemory } from '../support/in-memory-terminal.ts';

const policy = `version: 1
users:
  - { id: ana, name: Ana, email: ana@example.com, department: dba }
  - &carla { id: carla, name: Carla, email: carla@example.com }
credentials:
  - { id: orders-admin, device: orders-db }
groups:
  - id: 45
    name: Production databases
    members:
      departments: [dba]
    viewPassword:
      allowed: true
      approval:
        required: true
        when: { hours: [{ from: "13:00", to: "17:00" }] }
        levels:
          - approvers: [carla]
`;

const check = async (text: string) => {
  const ran = await runInMemory(['policy', 'check', 'p.yaml', '--json'], { files: { 'p.yaml': text } });
  return { code: ran.code, complaints: ran.complaints, report: JSON.parse(ran.out) };
};
const spoil = (line: string, by: string): string => {
  if (!policy.includes(line)) throw new Error(`the policy has no ${line}`);
  return policy.replace(line, by);
};

describe('policy check', () => {
  it('finds a valid policy valid, with its warnings, and exits 0', async () => {
    expect(await check(policy)).toEqual({
      code: 0,
      complaints: '',
      report: {
        ok: true,
        errors: [],
        warnings: [
          {
            path: 'groups[0].viewPassword.approval.when',
            line: 16,
            rule: 'approval-lapses-outside-window',
            message: expect.any(String),
            fix: expect.any(String),
          },
        ],
      },
    });
  });

  it('takes JSON, indented by tabs too', async () => {
    const json = JSON.stringify({ version: 1, settings: { timeZone: 'UTC' }, users: [{ id: 'a' }] }, null, '\t');

    expect((await check(json)).report).toMatchObject({ ok: true });
  });

  it.each([
    [
      'an unknown field',
      'required: true',
      'requird: true',
      'groups[0].viewPassword.approval.requird',
      15,
      'unknown-field',
    ],
    ['a missing field', '      allowed: true\n', '', 'groups[0].viewPassword.allowed', 12, 'missing-field'],
    ['a null', 'departments: [dba]', 'departments:', 'groups[0].members.departments', 11, 'null-value'],
    [
      'an unknown approver',
      '[carla]',
      '[karla]',
      'groups[0].viewPassword.approval.levels[0].approvers[0]',
      18,
      'unknown-user',
    ],
    ['24:00', '"17:00"', '"24:00"', 'groups[0].viewPassword.approval.when.hours[0].to', 16, 'invalid-value'],
    ['a group id with zeros', 'id: 45', 'id: 0045', 'groups[0].id', 8, 'group-id-spelling'],
    ['a group id with a fraction', 'id: 45', 'id: 45.0', 'groups[0].id', 8, 'group-id-spelling'],
    ['a hexadecimal group id', 'id: 45', 'id: 0x2D', 'groups[0].id', 8, 'group-id-spelling'],
    ['an octal group id', 'id: 45', 'id: 0o55', 'groups[0].id', 8, 'group-id-spelling'],
    ['a quoted group id', 'id: 45', 'id: "45"', 'groups[0].id', 8, 'wrong-type'],
    [
      'a field that stands twice',
      '    name: Production databases',
      '    name: A\n    name: B',
      '(policy)',
      10,
      'yaml-syntax',
    ],
    ['broken YAML', '[dba]', '[dba', '(policy)', 12, 'yaml-syntax'],
    ['an unknown tag', '45', '!!js/function 45', '(policy)', 8, 'yaml-syntax'],
  ])('refuses %s with path, line and fix, and exits 1', async (_, from, to, path, line, rule) => {
    const { code, report } = await check(spoil(from, to));

    expect(code).toBe(1);
    expect(report).toMatchObject({ ok: false, warnings: [] });
    expect(report.errors[0]).toEqual({ path, line, rule, message: expect.any(String), fix: expect.any(String) });
  });

  it('finds the line of what an alias stands for', async () => {
    const text = `${spoil('id: 45', 'id: &id 0045')}  - { id: *id, name: B, members: { departments: [dba] } }\n`;

    expect((await check(text)).report.errors).toMatchObject([
      { path: 'groups[0].id', line: 8, rule: 'group-id-spelling' },
      { path: 'groups[1].id', line: 19, rule: 'group-id-spelling' },
      { path: 'groups[1].id', line: 19, rule: 'unique-id' },
    ]);
  });

  it('is not blown up by aliases that multiply', async () => {
    const rows = Array.from({ length: 9 }, (_, i) => `x${i + 1}: &x${i + 1} [${Array(9).fill(`*x${i}`).join(', ')}]`);
    const { code, report } = await check(['x0: &x0 [a]', ...rows].join('\n'));

    expect(code).toBe(1);
    expect(report.errors).toMatchObject([{ rule: 'yaml-syntax' }]);
  });

  it('tells people what, where and how to mend it', async () => {
    const ran = await runInMemory(['policy', 'check', 'p.yaml'], { files: { 'p.yaml': spoil('id: 45', 'id: 0045') } });

    expect(ran.out).toBe(
      [
        'p.yaml:8: error: groups[0].id: `0045` is not a plain decimal [group-id-spelling]',
        '    fix: write 45',
        'p.yaml: refused, 1 error, 0 warnings',
      ].join('\n'),
    );
  });

  it('says that there is no such file', async () => {
    const ran = await runInMemory(['policy', 'check', 'nowhere.yaml']);

    expect(ran.code).toBe(1);
    expect(ran.out).toContain('nowhere.yaml cannot be read: there is no such file');
  });

  it('refuses an empty file', async () => {
    expect((await check('')).report.errors).toMatchObject([{ path: '(policy)', rule: 'null-value' }]);
  });
});
