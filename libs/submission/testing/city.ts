import { readFileSync } from 'node:fs';
import { type Department, usccCheckCharacter } from '#libs/kernel';
import { type FactLine, findMetric, type LineKind, lineId, type Metric, parseScheme, type Scheme } from '#libs/scheme';
import type { CheckSituation } from '../check/index.js';
import type { LineContent, WorkbookKind } from '../forms/index.js';
import type { TemplateRequest } from '../templates/index.js';

/** A city of three parks for specs. P3 never has anything to list. */
export const scheme: Scheme = parseScheme(readFileSync('seeds/schemes/luan-2023.yaml', 'utf8'));
export const parks = [
  { code: 'P1', name: '城东小微园' },
  { code: 'P2', name: '城西小微园' },
  { code: 'P3', name: '空港小微园' },
] as const;
export const year = 2023;
export const today = '2024-06-18';
export const hash = 'ab'.repeat(32);

/** The n-th enterprise's code, its check character right. */
export function usccOf(n: number): string {
  const first17 = `91341502MA2T${String(n).padStart(5, '0')}`;
  return `${first17}${usccCheckCharacter(first17)}`;
}
export const enterpriseName = (uscc: string): string | undefined =>
  uscc.startsWith('91341502MA2T') ? `示例${uscc.slice(12, 17)}有限公司` : undefined;

export const metricOf = (code: string): Metric => {
  const metric = findMetric(scheme, code);
  if (!metric) throw new RangeError(`no metric ${code}`);
  return metric;
};

const [a, b] = [usccOf(1), usccOf(2)];
/** Lists of every kind with whatever a line may have: nulls, shares, both units, codes with leading zeros, a text that a spreadsheet would run. */
const contents: { readonly [K in LineKind]: readonly Record<string, unknown>[] } = {
  tenancy: [
    { uscc: a, from: '2020-03-01', to: null },
    { uscc: b, from: '2021-01-01', to: '2023-06-30' },
  ],
  enterpriseAmount: [
    { uscc: a, amount: '-12.5', scope: 'entity' },
    { uscc: b, amount: '340.123456', scope: 'apportioned', share: '62.5' },
  ],
  parcel: [
    { certificate: '皖（2020）六安市不动产权第0010001号', area: '20.0001', unit: 'mu' },
    { certificate: '0010002', area: '13333.33', unit: 'm2', share: '50' },
  ],
  choice: [{ value: 'chainSupport' }],
  industryShare: [{ industry: 'newMaterials', clear: true, numerator: '60.25', denominator: '100' }],
  chainSupport: [
    { uscc: a, chainLeader: usccOf(90), proof: 'contract', date: '2023-05-01' },
    { uscc: b, chainLeader: usccOf(91), proof: 'invoice', date: '2023-12-31' },
  ],
  aboveScale: [
    { uscc: a, batch: '2020-12-31', left: null, relocated: false },
    { uscc: b, batch: '2023-03-31', left: '2023-11-30', relocated: true },
  ],
  certificate: [
    { uscc: a, certificate: 'GR202334000001', date: '2023-10-16', issue: 'first' },
    { uscc: a, certificate: '0202334000002', date: '2023-11-30', issue: 'afterLapse' },
  ],
  patent: [
    { uscc: a, certificate: 'ZL202310000001.X', date: '2023-02-28', origin: 'original' },
    { uscc: b, certificate: '2023SR0000001', date: '2023-07-09', origin: 'transferred' },
  ],
  flag: [{ value: true }],
  service: [
    { category: '政务代办', institution: '六安市政务服务中心', contract: 'HT-2023-001', from: '2023-01-01', to: '2025-12-31' },
    { category: '融资担保', institution: '六安担保公司', contract: 'HT-2023-001', from: '2023-01-01', to: '2024-12-31' },
  ],
  platform: [{ kind: '检验检测', name: '纺织检测平台', owner: '园区运营公司' }],
  setItem: [],
  assessment: ['expert-1', 'expert-2', 'expert-3'].map((assessor, i) => ({ assessor, points: `${i + 1}.5`, reason: '-系统在用' })),
  recognition: [{ level: 'provincial', certificate: '皖经信〔2022〕9号', date: '2022-09-01' }],
  talentTeam: [{ level: 'municipal', certificate: '六人才2023-07', date: '2023-08-08' }],
};

/** What P1 (everything), P2 (the first line) and P3 (nothing) list under a metric. */
export function listOf(metric: Metric, park: string): readonly LineContent[] {
  const all = metric.lines === 'setItem' ? (metric.categories ?? []).slice(0, 3).map((item) => ({ item })) : contents[metric.lines];
  const single = metric.lines === 'flag' || metric.lines === 'assessment';
  // A certificate, a parcel or an enterprise is in one park only.
  const lines = park === 'P1' || single ? all : park === 'P2' ? all.slice(0, 1).map((line) => elsewhere(line)) : [];
  return lines as unknown as readonly LineContent[];
}

function elsewhere(line: Record<string, unknown>): Record<string, unknown> {
  const { uscc, certificate } = line;
  return { ...line, ...(uscc ? { uscc: usccOf(50) } : {}), ...(certificate ? { certificate: `${String(certificate)}乙` } : {}) };
}

/** A list as it stands in a dossier. */
export function standingLines(metric: Metric, park: string): readonly FactLine[] {
  return listOf(metric, park).map(
    (line, i) => ({ ...line, id: lineId(metric.lines, line as never), source: { hash, sheet: '旧表', row: i + 2 } }) as unknown as FactLine,
  );
}

export function request(kind: WorkbookKind, department: Department, changes: Partial<TemplateRequest> = {}): TemplateRequest {
  const tenants = (park: string) =>
    listOf(metricOf('tenantRoster'), park).map((line) => {
      const { uscc, from, to } = line as { uscc: string; from: string; to: string | null };
      return { uscc, name: enterpriseName(uscc) ?? '', stays: [{ from, to }] };
    });
  return { kind, year, scheme, department, parks, tenants, enterpriseName, ...changes };
}

export function situation(kind: WorkbookKind, department: Department, changes: Partial<CheckSituation> = {}): CheckSituation {
  return {
    kind,
    year,
    scheme,
    today,
    hash,
    caller: { account: `${department}-1`, department },
    parks: new Map(parks.map(({ code, name }) => [code, name])),
    enterpriseName,
    tenants: (park) => new Set(listOf(metricOf('tenantRoster'), park).map((line) => (line as { uscc: string }).uscc)),
    ...changes,
  };
}
