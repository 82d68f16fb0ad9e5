import { type Department, departments } from '#libs/kernel';
import { documentErrors as errors } from './errors.js';
import { type DocumentFormat, documentFormats, type DocumentKind, documentKinds, documentNames, documentsOfAPark } from './kinds.js';

/** Which document is asked for. */
export interface DocumentRequest {
  readonly year: number;
  readonly kind: DocumentKind;
  readonly park?: string;
  readonly department?: Department;
  readonly edition?: number;
  readonly objection?: string;
}

/** The same, as an address says it. */
export interface RawRequest {
  readonly park?: string;
  readonly department?: string;
  readonly edition?: string;
  readonly objection?: string;
}

/** @throws DomainError `documents.kindUnknown`, `documents.parkMissing`, `documents.departmentUnknown`, `documents.editionMalformed` */
export function parseRequest(year: number, kindText: string, { park, department, edition, objection }: RawRequest): DocumentRequest {
  const kind = documentKinds.find((known) => known === kindText);
  if (!kind) throw errors.error('documents.kindUnknown', { kind: kindText, known: documentKinds.map(kindInWords).join('、') });
  if (park === undefined && documentsOfAPark.has(kind)) throw errors.error('documents.parkMissing', { document: documentNames[kind] });
  return {
    year,
    kind,
    ...(park === undefined ? {} : { park }),
    ...(department === undefined ? {} : { department: parseDepartment(department) }),
    ...(edition === undefined ? {} : { edition: parseEdition(edition) }),
    ...(objection === undefined ? {} : { objection }),
  };
}

/** The format asked for; PDF where none is. @throws DomainError `documents.formatUnknown` */
export function parseFormat(text: string | undefined): DocumentFormat {
  if (text === undefined) return 'pdf';
  const format = documentFormats.find((known) => known === text);
  if (!format) throw errors.error('documents.formatUnknown', { format: text, known: documentFormats.join('、') });
  return format;
}

function kindInWords(kind: DocumentKind): string {
  return `${documentNames[kind]}（${kind}）`;
}

function parseDepartment(text: string): Department {
  const department = departments.find((known) => known === text);
  if (!department) throw errors.error('documents.departmentUnknown', { department: text, known: departments.join('、') });
  return department;
}

function parseEdition(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw errors.error('documents.editionMalformed', { edition: text });
  return Number.parseInt(text, 10);
}
