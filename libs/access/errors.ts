import { defineErrors } from '#libs/kernel';

export const accessErrors = defineErrors({
  'access.accountMissing': {
    kind: 'unauthenticated',
    zh: '请求没有说明是哪个账号（请求头 X-Account）',
    remedy: '在请求头 X-Account 中给出账号编号（1–100 个 ASCII 字符）',
  },
  'access.roleUnknown': {
    kind: 'unauthenticated',
    zh: '请求头 X-Role 的值「{role}」不是系统的角色',
    remedy: '用 department、county、park、taskForce、auditor、admin 之一',
  },
  'access.departmentUnknown': {
    kind: 'unauthenticated',
    zh: '请求头 X-Department 的值「{department}」不是部门代码',
    remedy: '用 tax、landResources、statistics、industry、science、market、humanResources、emergency 之一',
  },
  'access.scopeMissing': {
    kind: 'unauthenticated',
    zh: '角色 {role} 须在请求头 {header} 中说明代表谁',
    remedy: '补上请求头 {header}',
  },
  'access.forbidden': {
    kind: 'forbidden',
    zh: '角色 {role} 无权查看或办理此项',
    remedy: '请由有权的部门或专班办理',
  },
});
