import { dayInChina } from '#libs/kernel';
import { type FactLine, lineId, type Metric, type Scheme } from '#libs/scheme';
import type { Workbook } from '#libs/spreadsheets';
import { type AwaitingFact, checkWorkbook, type CheckedWorkbook, type DeliveredLine } from '#libs/submission';
import { claimed } from '../facts/delivery.js';
import { type BookPlace, bookKind, bookPlace } from '../files/book-path.js';
import type { Deliver } from '../story/acts.js';
import type { FactBook } from './fact-book.js';
import type { SeedFiles } from './files.js';
import type { Pen } from './pen.js';

/** The delivered workbooks as they are read, by path. */
export type Workbooks = ReadonlyMap<string, Workbook>;

/** Reads a workbook by its content and the name that it is delivered by. */
export type ReadWorkbook = (content: Uint8Array, name: string) => Promise<Workbook>;

/** Reads every delivered workbook, once, before the story is told. */
export async function readWorkbooks(files: SeedFiles, read: ReadWorkbook): Promise<Workbooks> {
  const workbooks = new Map<string, Workbook>();
  for (const path of files.paths) if (bookPlace(path)) workbooks.set(path, await read(files.content(path), files.deliveryName(path)));
  return workbooks;
}

export interface DeliveryPlan {
  readonly files: SeedFiles;
  readonly workbooks: Workbooks;
  readonly book: FactBook;
  readonly pen: Pen;
  readonly scheme: Scheme;
}

/** Each workbook of an act is received and accepted; the ledger's own process applies it. */
export function planDelivery(act: Deliver, plan: DeliveryPlan): void {
  const { files, pen } = plan;
  const places = files.paths.flatMap((path) => {
    const place = bookPlace(path);
    return place && isOf(place, act) ? [{ path, place }] : [];
  });
  for (const { path, place } of places) {
    const account = place.park === undefined ? act.by : `park-${place.park}`;
    bookDeliveries(path, place, { account, at: act.at }, plan);
    const name = `submission ${path}`;
    const file = { hash: files.hash(path), name: files.deliveryName(path) };
    const receive = { type: 'ReceiveSubmission', kind: bookKind(place), year: act.year, file };
    pen.step(account, `${path}/received`, { room: 'submission', command: () => receive, remember: { name } });
    const { correct } = act;
    const grounds = correct ? { reason: correct.reason, documents: [files.document(correct.document)] } : {};
    const accept = { type: 'AcceptSubmission', ...grounds };
    pen.step(account, `${path}/accepted`, { room: 'submission', id: (known) => known.id(name), command: () => accept });
  }
}

function isOf({ office, year, stem, part }: BookPlace, act: Deliver): boolean {
  const named = part === undefined ? stem : `${stem}-${part}`;
  return year === act.year && named === act.workbook && (act.by === office || act.by.startsWith(`${office}-`));
}

/** Enters what a workbook says into the book of facts, lists or verdicts on them: read as the ledger reads it. */
function bookDeliveries(path: string, place: BookPlace, by: { account: string; at: string }, plan: DeliveryPlan): void {
  const { deliveries, verdicts } = checked(path, place, by, plan);
  for (const { park, year, facts } of deliveries) {
    for (const { metric, lines } of facts) plan.book.deliver(park, year, metric, withIds(lines, metric, plan.scheme), by.account);
  }
  for (const { park, year, facts } of verdicts) {
    for (const fact of facts)
      plan.book.verify(park, year, fact.metric, new Map(fact.verdicts.map(({ line, verdict }) => [line, verdict] as const)));
  }
}

/** The ledger derives the ids itself; verdicts name them. */
function withIds(lines: readonly DeliveredLine[], code: string, { metrics }: Scheme): readonly FactLine[] {
  const { lines: kind } = metrics.find((metric) => metric.code === code) as Metric;
  return lines.map((line) => ({ ...line, id: lineId(kind, line as never) }) as unknown as FactLine);
}

/** What an office is to verify by then. */
function awaiting(department: string, year: number, { book, scheme }: DeliveryPlan): readonly AwaitingFact[] {
  const metrics = scheme.metrics.filter(({ verifies }) => verifies === department);
  return book
    .parks(year)
    .flatMap((park) => metrics.flatMap(({ code }) => book.awaiting(park, year, code, claimed) ?? []).map((fact) => ({ park, ...fact })));
}

function checked(path: string, place: BookPlace, { account, at }: { account: string; at: string }, plan: DeliveryPlan): CheckedWorkbook {
  const { files, workbooks, pen, scheme } = plan;
  const workbook = workbooks.get(path);
  if (!workbook) throw new RangeError(`${path} was not read`);
  const { department, park } = pen.caller(account);
  if (department === undefined) throw new RangeError(`${account} delivers nothing`);
  const result = checkWorkbook(workbook, {
    kind: bookKind(place),
    year: place.year,
    scheme,
    today: dayInChina(new Date(at).toISOString()),
    hash: files.hash(path),
    caller: { account, department, ...(park === undefined ? {} : { park }) },
    parks: files.parkNames,
    awaiting: awaiting(department, place.year, plan),
  });
  const [error] = result.errors;
  if (error) throw new RangeError(`${path}: ${error.sheet} ${error.row} ${error.column ?? ''}: ${error.message}`);
  return result;
}
