import { defineErrors, departmentNames, departments, type DomainError, named, type Role, roleNames } from '#libs/kernel';
import { personRoles, roleDepartments } from './roles.js';

/** What a header may say, for whoever writes the request: each value behind its meaning. */
const roleValues = personRoles.map((role) => `${roleNames[role]}（${role}）`).join('、');
const departmentValues = departments
  .filter((department) => !Object.values(roleDepartments).includes(department))
  .map((department) => `${departmentNames[department]}（${department}）`)
  .join('、');

export const accessErrors = defineErrors({
  'access.accountMissing': {
    kind: 'unauthenticated',
    zh: '请求没有说明是哪个账号（请求头 X-Account）',
    remedy: '在请求头 X-Account 中给出账号编号（1–100 个 ASCII 字符）',
  },
  'access.roleUnknown': {
    kind: 'unauthenticated',
    zh: '请求头 X-Role 的值「{role}」不是系统的角色',
    remedy: `改为下列之一：${roleValues}`,
  },
  'access.departmentUnknown': {
    kind: 'unauthenticated',
    zh: '请求头 X-Department 的值「{department}」不是部门代码',
    remedy: `改为下列之一：${departmentValues}`,
  },
  'access.scopeMissing': {
    kind: 'unauthenticated',
    zh: '{role}账号须在请求头 {header} 中说明代表谁',
    remedy: '补上请求头 {header}',
  },
  'access.forbidden': {
    kind: 'forbidden',
    zh: '{role}账号无权查看或办理此项',
    remedy: '请由有权的部门或专班办理',
  },
});

/** The refusal of a whole role. */
export function forbidden(role: Role): DomainError {
  return accessErrors.error('access.forbidden', { role: named(roleNames, role) });
}
