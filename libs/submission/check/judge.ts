import { validateLines } from '#libs/dossier';
import type { EvidenceDescription, EvidenceDescriptions } from '#libs/evidence';
import type { Fault } from '#libs/kernel';
import { lineId } from '#libs/scheme';
import { textOf, type Workbook } from '#libs/spreadsheets';
import { submissionErrors } from '../errors.js';
import type { Findings, Place } from './findings.js';
import type { ListRow, ParkList } from './lists.js';
import type { CheckSituation } from './situation.js';

/** The file as the evidence store will describe it: what the places of lines are judged by. */
export function describedBy({ sheets }: Workbook, hash: string): EvidenceDescriptions {
  const described: EvidenceDescription = {
    hash,
    size: 0,
    deliveries: [],
    sheets: sheets.map(({ name, rows }) => ({ name, header: (rows[0] ?? []).map(textOf), rows: rows.length })),
  };
  return new Map([[hash, described]]);
}

/**
 * Has the dossier judge a park's list, as it will when the list is delivered, and says what it finds at the rows and columns that people see.
 */
export function judgeList(list: ParkList, evidence: EvidenceDescriptions, situation: CheckSituation, findings: Findings): void {
  const { park, form, rows, nil } = list;
  const [first] = rows;
  if (nil && first) findings.error(nil.table.place(nil.row), submissionErrors.fault('submission.nilAndRows', { park, row: first.row }));
  if (park !== '') namesRepeated(list, findings);
  const rules = { metric: form.metric, scheme: situation.scheme, today: situation.today };
  const lines = rows.map(({ line }) => line);
  for (const fault of validateLines(lines, rules, evidence).faults) {
    const at = placed(fault, rows);
    if (at === 'said' || fault.code === 'dossier.duplicateLine') continue;
    // Rows that name no park are no list of one: what two of them say together says nothing.
    if (park === '' && fault.params?.first !== undefined) continue;
    const place = at ?? first?.table.place(first.row) ?? nil?.table.place(nil.row);
    if (place) findings.error(place, ofRows(fault, rows));
  }
}

/** Rows that say the same line again. Looked for here, for the dossier knows only whole lines: a row may repeat one that lacks its amount. */
function namesRepeated({ form, rows }: ParkList, findings: Findings): void {
  const first = new Map<string, ListRow>();
  for (const one of rows) {
    const id = String(lineId(form.metric.lines, one.line as never));
    // A field of the id is missing or faulty.
    if (id.includes('undefined')) continue;
    const before = first.get(id);
    if (before) findings.error(one.table.place(one.row), submissionErrors.fault('submission.repeated', { row: before.row, id }));
    else first.set(id, one);
  }
}

/** The place of a fault of `lines[i].field`; 'said' where the field was found faulty before; undefined for what is wrong with the list as a whole. */
function placed({ where = '' }: Fault, rows: readonly ListRow[]): Place | 'said' | undefined {
  const [, index, field] = /^lines\[(\d+)\](?:\.([^.]+))?/.exec(where) ?? [];
  const found = index === undefined ? undefined : rows[parseInt(index, 10)];
  if (!found) return undefined;
  return field !== undefined && found.faulty.has(field) ? 'said' : found.table.place(found.row, field);
}

/** What the dossier says of the n-th line of its list is told by the row of the file. */
function ofRows(fault: Fault, rows: readonly ListRow[]): Fault {
  const first = fault.params?.first;
  const row = typeof first === 'number' ? rows[first - 1]?.row : undefined;
  if (row === undefined || fault.code !== 'dossier.overlappingStays') return fault;
  return submissionErrors.fault('submission.staysOverlap', { row, uscc: fault.params?.uscc ?? '' });
}
