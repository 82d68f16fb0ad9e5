import { type DomainError, roles } from '#libs/kernel';
import { bareCodes } from '#libs/kernel/testing';
import { parseCaller } from './caller.js';
import { forbidden } from './errors.js';
import { factVisibility, mayShowTotal, maySeeUnpublished } from './visibility.js';

describe('who calls', () => {
  it.each([
    [
      'a tax clerk',
      { 'x-account': 'tax-01', 'x-role': 'department', 'x-department': 'tax' },
      { account: 'tax-01', role: 'department', department: 'tax' },
    ],
    ['the task force', { 'x-account': 'tf-01', 'x-role': 'taskForce' }, { account: 'tf-01', role: 'taskForce', department: 'taskForce' }],
    [
      'a park with a Chinese code',
      { 'x-account': 'p', 'x-role': 'park', 'x-park': '%E5%9B%AD1' },
      { account: 'p', role: 'park', department: 'park', park: '园1' },
    ],
    [
      'a county',
      { 'x-account': 'c', 'x-role': 'county', 'x-county': '341502' },
      { account: 'c', role: 'county', department: 'county', county: '341502' },
    ],
    ['an auditor', { 'x-account': 'a', 'x-role': 'auditor' }, { account: 'a', role: 'auditor' }],
  ])('reads %s', (_who, headers, caller) => {
    expect(parseCaller(headers)).toEqual(caller);
  });

  it.each([
    ['no account', {}, 'access.accountMissing'],
    ['an account with a blank', { 'x-account': 'a b', 'x-role': 'auditor' }, 'access.accountMissing'],
    ['no role', { 'x-account': 'a' }, 'access.roleUnknown'],
    ['the ledger’s own role', { 'x-account': 'a', 'x-role': 'process' }, 'access.roleUnknown'],
    ['no department', { 'x-account': 'a', 'x-role': 'department' }, 'access.departmentUnknown'],
    ['a department that is a role', { 'x-account': 'a', 'x-role': 'department', 'x-department': 'taskForce' }, 'access.departmentUnknown'],
    ['a park without its code', { 'x-account': 'a', 'x-role': 'park' }, 'access.scopeMissing'],
  ])('refuses %s', (_what, headers: Record<string, string>, code) => {
    expect(() => parseCaller(headers)).toThrow(expect.objectContaining({ code }));
  });

  it('is told in words who may not, and what a header may say', () => {
    for (const role of roles) expect(bareCodes([forbidden(role)])).toEqual([]);
    expect(forbidden('taskForce')).toMatchObject({ message: '专班账号无权查看或办理此项', params: { role: 'taskForce' } });
    const refused = (headers: Record<string, string>): DomainError => {
      try {
        parseCaller(headers);
      } catch (error) {
        return error as DomainError;
      }
      throw new Error('taken');
    };
    const odd: Record<string, string>[] = [
      { 'x-account': 'a', 'x-role': '' },
      { 'x-account': 'a', 'x-role': 'department', 'x-department': '' },
      { 'x-account': 'a', 'x-role': 'park' },
    ];
    const refusals = odd.map(refused);
    expect(bareCodes(refusals)).toEqual([]);
    expect(refusals.map(({ remedy }) => remedy)).toEqual([
      '改为下列之一：部门（department）、县区（county）、园区（park）、专班（taskForce）、审计（auditor）、管理员（admin）',
      expect.stringContaining('税务（tax）、自然资源（landResources）'),
      '补上请求头 X-Park',
    ]);
  });
});

describe('who sees what', () => {
  const tax = { submits: 'tax', verifies: 'tax', confidential: true };
  const patents = { submits: 'park', verifies: 'market', confidential: false };
  it.each([
    ['the delivering department', { account: 'a', role: 'department', department: 'tax' }, 'full', 'full'],
    ['another department', { account: 'a', role: 'department', department: 'market' }, 'state', 'full'],
    ['the task force', { account: 'a', role: 'taskForce' }, 'full', 'full'],
    ['an auditor', { account: 'a', role: 'auditor' }, 'full', 'full'],
    ['the park itself', { account: 'a', role: 'park', park: 'P1' }, 'total', 'full'],
    ['another park', { account: 'a', role: 'park', park: 'P2' }, 'none', 'none'],
    ['the county', { account: 'a', role: 'county' }, 'state', 'full'],
    ['the administrator', { account: 'a', role: 'admin' }, 'state', 'state'],
  ] as const)('%s', (_who, caller, ofTax, ofPatents) => {
    expect(factVisibility(caller, 'P1', tax)).toBe(ofTax);
    expect(factVisibility(caller, 'P1', patents)).toBe(ofPatents);
  });

  it('shows a total only where it gives nobody away', () => {
    expect(mayShowTotal(['10', '10'])).toBe(false);
    expect(mayShowTotal(['10', '10', '0'])).toBe(false);
    expect(mayShowTotal(['80', '10', '10'])).toBe(true);
    expect(mayShowTotal(['80.01', '10', '9.99'])).toBe(false);
    expect(mayShowTotal(['-90', '5', '5'])).toBe(false);
    expect(mayShowTotal(['1/3', '1/3', '1/3'])).toBe(true);
  });

  it('keeps trial results from parks and departments', () => {
    expect(maySeeUnpublished({ account: 'a', role: 'park', park: 'P1' })).toBe(false);
    expect(maySeeUnpublished({ account: 'a', role: 'auditor' })).toBe(true);
  });
});
