import { type Caller, departments, named, roleNames } from '#libs/kernel';
import { accessErrors } from './errors.js';
import { personRoles, roleDepartments } from './roles.js';

/** Who calls, as headers say it: X-Account, X-Role, X-Department (role department), X-Park (role park), X-County (role county, optional). */
export type CallerHeaders = Readonly<Record<string, string | undefined>>;

/** Reads the caller from the request's headers (lower-case names). Until sign-in exists the headers are believed: the server then binds to loopback only. */
export function parseCaller(headers: CallerHeaders): Caller {
  const account = headers['x-account'];
  if (account === undefined || !/^[\x21-\x7e]{1,100}$/.test(account)) throw accessErrors.error('access.accountMissing');
  const role = personRoles.find((known) => known === headers['x-role']);
  if (role === undefined) throw accessErrors.error('access.roleUnknown', { role: headers['x-role'] ?? '' });
  if (role === 'department') {
    const department = departments.find((known) => known === headers['x-department']);
    if (department === undefined || Object.values(roleDepartments).includes(department)) {
      throw accessErrors.error('access.departmentUnknown', { department: headers['x-department'] ?? '' });
    }
    return { account, role, department };
  }
  const department = roleDepartments[role];
  const base: Caller = department === undefined ? { account, role } : { account, role, department };
  if (role === 'park') {
    // A header carries ASCII only; a park's code may not be ASCII, so it comes percent-encoded.
    const park = headers['x-park'];
    if (!park) throw accessErrors.error('access.scopeMissing', { role: named(roleNames, role), header: 'X-Park' });
    return { ...base, park: decode(park) };
  }
  if (role === 'county' && headers['x-county']) return { ...base, county: decode(headers['x-county']) };
  return base;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
