import { type Department, departmentNames } from '#libs/kernel';
import { countyName, type Scheme } from '#libs/scheme';
import type { DeskPark } from './desk-year.js';

/** Who has to act: a department, one park, or the county of some parks. */
export interface Office {
  readonly department: Department;
  readonly park?: string;
  readonly county?: string;
}

/** Of the offices of a department, the one that a park's matter belongs to. */
export function officeFor(department: Department, park: DeskPark): Office {
  if (department === 'park') return { department, park: park.code };
  if (department === 'county') return { department, county: park.county };
  return { department };
}

export const officeKey = ({ department, park = '', county = '' }: Office): string => JSON.stringify([department, county, park]);

/** Whether an office is the one that is asked for; what is not asked for may be any. */
export function isOffice(office: Office, asked: Partial<Office> = {}): boolean {
  return (
    (asked.department === undefined || office.department === asked.department) &&
    (asked.park === undefined || office.park === asked.park) &&
    (asked.county === undefined || office.county === asked.county)
  );
}

/** How a letter to it begins. */
export function addressOfOffice({ department, park, county }: Office, names: ReadonlyMap<string, string>, scheme: Scheme): string {
  const name = departmentNames[department];
  if (park !== undefined) return `${names.get(park) ?? name}（${park}）`;
  if (county === undefined) return name;
  const known = countyName(scheme, county);
  return known === county ? `${name}（${county}）` : `${known}（${county}）`;
}
