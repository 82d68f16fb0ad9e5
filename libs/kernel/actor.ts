/** The roles of the system (DESIGN §11): 部门, 县区, 园区, 专班, 审计, 管理员, and the ledger's own processes. */
export const roles = ['department', 'county', 'park', 'taskForce', 'auditor', 'admin', 'process'] as const;
export type Role = (typeof roles)[number];

/** The roles as people read them. */
export const roleNames: Readonly<Record<Role, string>> = {
  department: '部门',
  county: '县区',
  park: '园区',
  taskForce: '专班',
  auditor: '审计',
  admin: '管理员',
  process: '系统流程',
};

/** Who submits or verifies: ASCII codes, for they travel in headers. */
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

/** The departments as people read them. */
export const departmentNames: Readonly<Record<Department, string>> = {
  tax: '税务',
  landResources: '自然资源',
  statistics: '统计',
  industry: '经信',
  science: '科技',
  market: '市场监管',
  humanResources: '人社',
  emergency: '应急',
  county: '县区',
  park: '园区',
  taskForce: '专班',
};

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
