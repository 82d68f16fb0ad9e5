import { Type, type Static } from '@sinclair/typebox';
import { type Caller, type Department, type Fault, inWords } from '#libs/kernel';
import { evidenceErrors } from './errors.js';

/** A document as evidence (批文, 纪要, 通知, 申请): SHA-256 of its content, title, and 文号 and date where it has them. */
export const DocumentRef = Type.Object(
  {
    hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    title: Type.String({ minLength: 1, maxLength: 500 }),
    number: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    date: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  },
  { additionalProperties: false },
);
export type DocumentRef = Static<typeof DocumentRef>;

/** A place in a delivered file: what a line of a fact is taken from. `row` counts from 1, the header being row 1. */
export interface EvidencePlace {
  readonly hash: string;
  readonly sheet: string;
  readonly row: number;
}

/** Who delivered a file: the same content may have been delivered several times, under several names. */
export interface Delivery {
  readonly name: string;
  readonly mediaType: string;
  readonly account: string;
  readonly department?: Department;
  readonly park?: string;
}

/** One sheet of a workbook. A CSV file has one, under each name that it was delivered by. */
export interface SheetDescription {
  readonly name: string;
  readonly header: readonly string[];
  /** Number of the last row; 1 = only the header. */
  readonly rows: number;
}

/** What is known of a file. A file that is not a table has no sheets. */
export interface EvidenceDescription {
  readonly hash: string;
  /** SM3 of the content, hex; absent where nothing of it is left. */
  readonly sm3?: string;
  readonly size: number;
  readonly deliveries: readonly Delivery[];
  readonly sheets: readonly SheetDescription[];
  /** It is a workbook or CSV file whose tables can't be read, and why. */
  readonly unreadable?: Pick<Fault, 'code' | 'message' | 'remedy'>;
  /** It was erased: nothing of it can be referred to any more. */
  readonly erased?: true;
}

/** The descriptions of the files that a decision looks at, by hash. A hash that is not a key is not in the store. */
export type EvidenceDescriptions = ReadonlyMap<string, EvidenceDescription>;

/** What is wrong with a place, if anything: no such file, sheet, or row of data (the header is none). */
export function placeFault(place: EvidencePlace, known: EvidenceDescriptions, where: string): Fault | undefined {
  const { hash, sheet, row } = place;
  const file = known.get(hash);
  if (!file) return evidenceErrors.fault('evidence.unknown', { hash }, `${where}.hash`);
  if (file.erased) return evidenceErrors.fault('evidence.erased', { hash }, `${where}.hash`);
  if (file.unreadable) {
    const { code, message } = file.unreadable;
    return evidenceErrors.fault('evidence.tableUnreadable', { hash, reason: inWords(code, message) }, `${where}.hash`);
  }
  if (file.sheets.length === 0) return evidenceErrors.fault('evidence.noTable', { hash }, `${where}.hash`);
  const found = file.sheets.find((candidate) => candidate.name === sheet);
  if (!found) return evidenceErrors.fault('evidence.noSuchSheet', { hash, sheet }, `${where}.sheet`);
  if (row < 2 || row > found.rows) return evidenceErrors.fault('evidence.noSuchRow', { sheet, row, last: found.rows }, `${where}.row`);
  return undefined;
}

/** What is wrong with a document: it must be in the store, and not erased. */
export function documentFault(document: DocumentRef, known: EvidenceDescriptions, where: string): Fault | undefined {
  const { hash } = document;
  const file = known.get(hash);
  if (file && !file.erased) return undefined;
  return evidenceErrors.fault(file ? 'evidence.erased' : 'evidence.unknown', { hash }, `${where}.hash`);
}

/**
 * Whether a caller may read a file (税收征管法 第8条): the task force, auditors and the ledger's processes read all; who delivered it reads it; a park reads its own
 * deliveries only; what a park or county delivered is read by every department and county, for they verify it. A department's own
 * file (tax above all) is closed to other departments, counties and parks.
 */
export function mayRead(caller: Caller, deliveries: readonly Delivery[]): boolean {
  switch (caller.role) {
    case 'taskForce':
    case 'auditor':
    case 'process':
      return true;
    case 'park':
      return caller.park !== undefined && deliveries.some((delivery) => delivery.park === caller.park);
    case 'department':
    case 'county':
      return deliveries.some(({ department }) => department === caller.department || department === 'park' || department === 'county');
    case 'admin':
      return false;
  }
}
