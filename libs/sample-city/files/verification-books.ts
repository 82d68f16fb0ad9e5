import { type FactLine, lineId, type Metric, type Scheme } from '#libs/scheme';
import type { BookOut, SheetOut } from '#libs/spreadsheets';
import { writeWorkbook } from '#libs/spreadsheets/write';
import { type AwaitingFact, PARK_COLUMN, templateFor } from '#libs/submission';
import { incidents } from '../city/cast.js';
import type { Park } from '../city/parks.js';
import type { ParkList } from '../facts/delivery.js';
import { bookPath } from './book-path.js';
import type { DeliveredBook } from './delivered-books.js';
import type { Files } from './files.js';

const [CONFIRMED, STRUCK] = ['确认', '划去'];
const WHY_STRUCK = '证书持有人的研发和生产均不在园内，不予计入。';

/** What 科技 sends back for 2022: the template of all that awaits it, every line confirmed but the last of one park, which is struck. */
export async function verificationBooks(delivered: readonly DeliveredBook[], scheme: Scheme, parks: readonly Park[]): Promise<Files> {
  const { metric: code, year, park: struck } = incidents.struck;
  const metric = scheme.metrics.find((candidate) => candidate.code === code) as Metric;
  const lists = delivered
    .filter(({ place }) => place.year === year && place.stem === 'declaration')
    .flatMap((book) => book.lists.filter((list) => list.metric === code).flatMap((list) => list.parks))
    .sort((a, b) => (a.park < b.park ? -1 : 1));
  const named = new Map(
    lists.flatMap(({ lines }) => lines.flatMap(({ line, name }) => ('uscc' in line ? [[line.uscc, name] as const] : []))),
  );
  const template = templateFor({
    kind: 'verification',
    year,
    scheme,
    department: 'science',
    parks: parks.map((park) => ({ code: park.code, name: park.name })),
    enterpriseName: (uscc) => named.get(uscc),
    awaiting: lists.map((list) => awaitingFact(list, metric)),
  });
  const last = lists.find(({ park }) => park === struck)?.lines.at(-1);
  if (!last) throw new RangeError(`${struck} has no line to strike`);
  const path = bookPath({ year, office: 'science', stem: 'verification', extension: 'xlsx' });
  return new Map([[path, await writeWorkbook(decided(template, struck, lineId(metric.lines, last.line as never)))]]);
}

/** A first delivery as it awaits its verdict. */
function awaitingFact({ park, lines }: ParkList, metric: Metric): AwaitingFact {
  const standing = lines.map(({ line }) => ({ ...line, id: lineId(metric.lines, line as never) }) as unknown as FactLine);
  return { park, metric: metric.code, version: 1, lines: standing, deliveredBy: `park-${park}` };
}

/** The template as its verifier fills it in. */
function decided(template: BookOut, park: string, line: string): BookOut {
  return {
    ...template,
    sheets: template.sheets.map((sheet) => (sheet.protected ? { ...sheet, rows: sheet.rows.map(rowOf(sheet, park, line)) } : sheet)),
  };
}

function rowOf({ columns }: SheetOut, park: string, line: string): (row: SheetOut['rows'][number]) => SheetOut['rows'][number] {
  const [parkAt, lineAt, verdictAt, reasonAt] = [PARK_COLUMN, '行编号', '核实结论', '核实理由'].map((header) =>
    columns.findIndex((column) => column.header === header),
  );
  return (row) => {
    const isStruck = row[parkAt as number] === park && row[lineAt as number] === line;
    return row.map((cell, at) => (at === verdictAt ? (isStruck ? STRUCK : CONFIRMED) : at === reasonAt && isStruck ? WHY_STRUCK : cell));
  };
}
