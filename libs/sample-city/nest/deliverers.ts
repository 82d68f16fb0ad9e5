import type { Department } from '#libs/kernel';
import { bookPlace } from '../files/book-path.js';
import { documentPlace, isCommitment } from '../files/document-path.js';

/** Who brings a file into the evidence store: the office or park in whose folder it lies, or the park that signs it; what has none is the task force's. */
export function delivererOf(path: string): { readonly account: string; readonly department: Department; readonly park?: string } {
  const signed = documentPlace(path);
  if (signed?.park !== undefined && isCommitment(signed)) return parkAccount(signed.park);
  const place = bookPlace(path);
  if (!place) return { account: 'taskforce-1', department: 'taskForce' };
  const { office, park, stem } = place;
  // Nobody verifies what he delivered: verdicts come from the office's second account.
  return park === undefined ? { account: `${office}-${stem === 'verification' ? 2 : 1}`, department: office } : parkAccount(park);
}

const parkAccount = (park: string) => ({ account: `park-${park}`, department: 'park', park }) as const;

const mediaTypes: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xls: 'application/vnd.ms-excel',
  csv: 'text/csv',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
};

export function mediaTypeOf(path: string): string {
  return mediaTypes[path.slice(path.lastIndexOf('.') + 1)] as string;
}
