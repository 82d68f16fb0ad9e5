import { dayInChina, type Department, departmentNames } from '#libs/kernel';
import type { Metric, Scheme } from '#libs/scheme';
import { type Column as FormColumn, formOf, NAME_COLUMN, writeCell } from '#libs/submission';
import { citationText, type LedgerPoint } from '../citation.js';
import type { Column, DocumentModel, Table } from '../model.js';
import { basisText, NOTHING } from '../text.js';
import { factOf, type ShownAct, type ShownFact, type ShownLine, statusText } from './claims.js';
import type { EnterpriseName } from './score-lines.js';

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

const verdictNames: Readonly<Record<NonNullable<ShownLine['verdict']>, string>> = { confirmed: '确认', returned: '退回', struck: '划去' };

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

function summaryTable({ parks }: ShownVerification, metrics: readonly Metric[]): Table {
  const rows = parks.flatMap((park) =>
    metrics.map((metric) => {
      const fact = factOf(park, metric);
      return [
        park.name,
        metric.name,
        fact?.current ? `第 ${fact.current.version} 版` : NOTHING,
        ...counts(fact?.current?.lines),
        shortActText(fact?.current?.delivered),
        shortActText(fact?.current?.verified ?? fact?.current?.returned),
        statusText(fact),
      ];
    }),
  );
  return {
    kind: 'table',
    name: '核实情况',
    columns: [
      { header: '园区', width: 21 },
      { header: '数据项', width: 20 },
      { header: '版本', width: 7, align: 'centre' },
      { header: '行数', width: 5, align: 'right' },
      { header: '确认', width: 5, align: 'right' },
      { header: '退回', width: 5, align: 'right' },
      { header: '划去', width: 5, align: 'right' },
      { header: '提交', width: 19 },
      { header: '核实', width: 19 },
      { header: '情况', width: 11, align: 'centre' },
    ],
    rows,
    empty: '没有应由本部门核实的事项',
  };
}

function shortActText(act: ShownAct | undefined): string {
  return act ? `${dayInChina(act.at)} ${act.account}` : NOTHING;
}

function counts(lines: readonly ShownLine[] | undefined): string[] {
  if (lines === undefined) return [NOTHING, NOTHING, NOTHING, NOTHING];
  const of = (verdict: ShownLine['verdict']): string => String(lines.filter((line) => line.verdict === verdict).length);
  return [String(lines.length), of('confirmed'), of('returned'), of('struck')];
}

function linesTable({ scheme, parks, enterprise }: ShownVerification, metric: Metric): Table {
  const { columns, named } = formOf(metric, scheme);
  const [first, ...others] = columns;
  const ordered: readonly (FormColumn | 'name')[] = named && first ? [first, 'name', ...others] : columns;
  const withheld = parks.some((park) => factOf(park, metric)?.current !== undefined && factOf(park, metric)?.current?.lines === undefined);
  const several = parks.length !== 1;
  const rows = parks.flatMap((park) =>
    (factOf(park, metric)?.current?.lines ?? []).map((line) => [
      ...(several ? [park.name] : []),
      ...ordered.map((column) => cellOf(column, line, enterprise)),
      line.verdict === null ? '' : verdictNames[line.verdict],
      line.verdictReason ?? '',
    ]),
  );
  return {
    kind: 'table',
    name: metric.name,
    columns: [
      { header: '序号', width: 6, align: 'centre' },
      ...(several ? [{ header: '园区', width: 28 }] : []),
      ...ordered.map(headOf),
      { header: '核实结论', width: 11, align: 'centre' },
      { header: '理由', width: 18 },
    ],
    rows: rows.map((row, i) => [String(i + 1), ...row]),
    empty: withheld ? '清单依法不公开' : '没有清单',
  };
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
