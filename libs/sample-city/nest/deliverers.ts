import type { Department } from '#libs/kernel';
import { bookPlace } from '../files/book-path.js';

/** Who brings a file into the evidence store: the office or park in whose folder it lies; what has none is the task force's. */
export function delivererOf(path: string): { readonly account: string; readonly department: Department; readonly park?: string } {
  const place = bookPlace(path);
  if (!place) return { account: 'taskforce-1', department: 'taskForce' };
  const { office, park } = place;
  return park === undefined ? { account: `${office}-1`, department: office } : { account: `park-${park}`, department: office, park };
}

const mediaTypes: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xls: 'application/vnd.ms-excel',
  csv: 'text/csv',
  png: 'image/png',
  txt: 'text/plain',
};

export function mediaTypeOf(path: string): string {
  return mediaTypes[path.slice(path.lastIndexOf('.') + 1)] as string;
}
