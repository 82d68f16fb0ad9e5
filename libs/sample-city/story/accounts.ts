import type { Caller, Department, Role } from '#libs/kernel';
import { counties } from '../city/dictionary.js';
import type { Park } from '../city/parks.js';
import { readCsvRows, writeCsv } from '../files/csv.js';

export const ACCOUNTS_PATH = 'registry/accounts.csv';

const roles: Readonly<Record<string, Role>> = { 部门: 'department', 县区: 'county', 园区: 'park', 专班: 'taskForce', 审计: 'auditor' };

const offices: readonly Exclude<Department, 'county' | 'park' | 'taskForce'>[] = [
  'tax',
  'landResources',
  'statistics',
  'industry',
  'science',
  'market',
  'humanResources',
  'emergency',
];

/** Two accounts of each department, for nobody verifies what he delivered; one of each county and park. */
export function accountFile(parks: readonly Park[]): string {
  return writeCsv(
    ['账号', '角色', '部门', '县区代码', '园区代码'],
    [
      ...offices.flatMap((office) => [`${office}-1`, `${office}-2`].map((account) => [account, '部门', office, '', ''])),
      ...['taskforce-1', 'taskforce-2', 'taskforce-3'].map((account) => [account, '专班', '', '', '']),
      ['auditor-1', '审计', '', '', ''],
      ...counties.map(({ code }) => [`county-${code}`, '县区', '', code, '']),
      ...parks.map(({ code }) => [`park-${code}`, '园区', '', '', code]),
    ],
  );
}

/** The callers by account. */
export function readAccounts(content: string): ReadonlyMap<string, Caller> {
  return new Map(
    readCsvRows(content).map(({ cells }) => {
      const account = cells['账号'] as string;
      const role = roles[cells['角色'] as string];
      if (role === undefined) throw new RangeError(`account ${account} has no known role`);
      return [account, callerOf(account, role, cells)];
    }),
  );
}

function callerOf(account: string, role: Role, cells: Readonly<Record<string, string>>): Caller {
  switch (role) {
    case 'department':
      return { account, role, department: cells['部门'] as Department };
    case 'county':
      return { account, role, department: 'county', county: cells['县区代码'] as string };
    case 'park':
      return { account, role, department: 'park', park: cells['园区代码'] as string };
    case 'taskForce':
      return { account, role, department: 'taskForce' };
    default:
      return { account, role };
  }
}
