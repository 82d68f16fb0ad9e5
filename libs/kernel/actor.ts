/** The roles of the system (DESIGN §11): 部门, 县区, 园区, 专班, 审计, 管理员, and the ledger's own processes. */
export const roles = ['department', 'county', 'park', 'taskForce', 'auditor', 'admin', 'process'] as const;
export type Role = (typeof roles)[number];

/** Who submits or verifies: ASCII codes, for they travel in headers. 税务 自然资源 统计 经信 科技 市场监管 人社 应急 县区 园区 专班. */
export const departments = [
  'tax',
  'landResources',
  'statistics',
  'industry',
  'science',
  'market',
  'humanResources',
  'emergency',
  'county',
  'park',
  'taskForce',
] as const;
export type Department = (typeof departments)[number];

/** Who stands behind a command: an opaque account id, never a name. */
export interface Actor {
  readonly account: string;
  readonly role: Role;
  readonly department?: Department;
}

/** An actor together with what the account stands for: a park's account acts for one park, a county's for one county or zone. */
export interface Caller extends Actor {
  readonly park?: string;
  readonly county?: string;
}
