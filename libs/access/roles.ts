import type { Department, Role } from '#libs/kernel';

/** Roles that a person can have; `process` belongs to the ledger itself. */
export const personRoles = ['department', 'county', 'park', 'taskForce', 'auditor', 'admin'] as const satisfies readonly Role[];

/** Roles that are a department of their own. */
export const roleDepartments: Partial<Record<Role, Department>> = { county: 'county', park: 'park', taskForce: 'taskForce' };
