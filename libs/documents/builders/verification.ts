import type { Verdict } from '#libs/dossier';
import { dayInChina, type Department, departmentNames } from '#libs/kernel';
import type { Metric, Scheme } from '#libs/scheme';
import { type Column as FormColumn, formOf, NAME_COLUMN, writeCell } from '#libs/submission';
import { citationText, type LedgerPoint } from '../citation.js';
import type { Column, DocumentModel, Table } from '../model.js';
import { basisText, NOTHING } from '../text.js';
import { factOf, type ShownAct, type ShownFact, type ShownLine, statusText } from './claims.js';
import type { EnterpriseName } from './score-lines.js';
import { type ColumnOf, numbered, tableOf } from './table.js';

/** A park's facts that one department verifies. */
export interface VerifiedPark {
  readonly code: string;
  readonly name: string;
  readonly facts: readonly ShownFact[];
}

export interface ShownVerification {
  readonly year: number;
  readonly city: string;
  readonly scheme: Scheme;
  readonly department: Department;
  readonly parks: readonly VerifiedPark[];
  readonly enterprise: EnterpriseName;
  readonly point: LedgerPoint;
}

const verdictNames: Readonly<Record<Verdict['verdict'], string>> = { confirmed: '确认', returned: '退回', struck: '划去' };

/** A code of 18 characters in one line. */
const CODE_WIDTH = 25;

/** What a department verifies. */
function verifiedMetrics({ metrics }: Scheme, department: Department): readonly Metric[] {
  return metrics.filter(({ verifies }) => verifies === department);
}

/** 核实表 of a department: every line that it verifies with its verdict, and who delivered and who verified each fact. */
export function verificationDocument(shown: ShownVerification): DocumentModel {
  const { city, year, scheme, department, parks } = shown;
  const metrics = verifiedMetrics(scheme, department);
  const only = parks.length === 1 ? parks[0]?.name : undefined;
  return {
    kind: 'verification',
    title: `${city}${year}年度小微企业园绩效评价核实表（${departmentNames[department]}）`,
    subtitles: [...(only === undefined ? [] : [only]), basisText(scheme)],
    orientation: 'landscape',
    blocks: [
      summaryTable(shown, metrics),
      ...metrics.map((metric) => linesTable(shown, metric)),
      { kind: 'signatures', labels: ['核实人', '复核人', `${departmentNames[department]}部门（盖章）`, '日期'] },
    ],
    citation: citationText(shown.point),
    at: shown.point.at,
  };
}

interface VerifiedFact {
  readonly park: VerifiedPark;
  readonly metric: Metric;
  readonly fact: ShownFact | undefined;
}

function summaryTable({ parks }: ShownVerification, metrics: readonly Metric[]): Table {
  const facts = parks.flatMap((park) => metrics.map((metric): VerifiedFact => ({ park, metric, fact: factOf(park, metric) })));
  const counted = (header: string, verdict?: ShownLine['verdict']): ColumnOf<VerifiedFact> => ({
    header,
    width: 5,
    align: 'right',
    cell: ({ fact }) => countText(fact?.current?.lines, verdict),
  });
  return tableOf<VerifiedFact>(
    '核实情况',
    facts,
    [
      { header: '园区', width: 21, cell: ({ park }) => park.name },
      { header: '数据项', width: 20, cell: ({ metric }) => metric.name },
      { header: '版本', width: 7, align: 'centre', cell: ({ fact }) => (fact?.current ? `第 ${fact.current.version} 版` : NOTHING) },
      counted('行数'),
      counted('确认', 'confirmed'),
      counted('退回', 'returned'),
      counted('划去', 'struck'),
      { header: '提交', width: 19, cell: ({ fact }) => shortActText(fact?.current?.delivered) },
      { header: '核实', width: 19, cell: ({ fact }) => shortActText(fact?.current?.verified ?? fact?.current?.returned) },
      { header: '情况', width: 11, align: 'centre', cell: ({ fact }) => statusText(fact) },
    ],
    '没有应由本部门核实的事项',
  );
}

function shortActText(act: ShownAct | undefined): string {
  return act ? `${dayInChina(act.at)} ${act.account}` : NOTHING;
}

/** How many lines there are, or have a verdict. */
function countText(lines: readonly ShownLine[] | undefined, verdict?: ShownLine['verdict']): string {
  if (lines === undefined) return NOTHING;
  return String(verdict === undefined ? lines.length : lines.filter((line) => line.verdict === verdict).length);
}

interface ParkLine {
  readonly park: VerifiedPark;
  readonly line: ShownLine;
}

function linesTable({ scheme, parks, enterprise }: ShownVerification, metric: Metric): Table {
  const { columns, named } = formOf(metric, scheme);
  const [first, ...others] = columns;
  const ordered: readonly (FormColumn | 'name')[] = named && first ? [first, 'name', ...others] : columns;
  const versions = parks.map((park) => ({ park, current: factOf(park, metric)?.current }));
  const withheld = versions.some(({ current }) => current !== undefined && current.lines === undefined);
  return tableOf<ParkLine>(
    metric.name,
    versions.flatMap(({ park, current }) => (current?.lines ?? []).map((line) => ({ park, line }))),
    [
      numbered(),
      ...(parks.length === 1 ? [] : [{ header: '园区', width: 28, cell: ({ park }: ParkLine) => park.name }]),
      ...ordered.map((column): ColumnOf<ParkLine> => ({ ...headOf(column), cell: ({ line }) => cellOf(column, line, enterprise) })),
      { header: '核实结论', width: 11, align: 'centre', cell: ({ line }) => (line.verdict === null ? '' : verdictNames[line.verdict]) },
      { header: '理由', width: 18, cell: ({ line }) => line.verdictReason ?? '' },
    ],
    withheld ? '清单依法不公开' : '没有清单',
  );
}

function cellOf(column: FormColumn | 'name', line: ShownLine, enterprise: EnterpriseName): string {
  if (column === 'name') return 'uscc' in line ? (enterprise(line.uscc) ?? NOTHING) : NOTHING;
  return writeCell(column, (line as unknown as Readonly<Record<string, unknown>>)[column.field]);
}

function headOf(column: FormColumn | 'name'): Column {
  if (column === 'name') return { header: NAME_COLUMN, width: 30 };
  return {
    header: column.header,
    width: column.cell.kind === 'code' ? Math.max(CODE_WIDTH, column.width) : column.width,
    align: column.cell.kind === 'decimal' ? 'right' : 'left',
  };
}
