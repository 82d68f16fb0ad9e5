import { inWords, type InWords, wordsOf } from '#libs/kernel';
import { findMetric } from './derive.js';
import type { LineKind, LineOf } from './lines.js';
import { metricInWords } from './metric-in-words.js';
import type { Scheme } from './scheme.js';
import { withCode } from './value-in-words.js';

/** Metrics by their codes; one that the scheme does not have keeps its code. */
export function metricsInWords(scheme: Scheme, codes: readonly string[]): InWords {
  return wordsOf(
    codes.map((code) => {
      const metric = findMetric(scheme, code);
      return metric ? metricInWords(metric) : inWords(code, code);
    }),
  );
}

/** Leading industries by their codes in the scheme's dictionary. */
export function industriesInWords(scheme: Scheme, codes: readonly string[]): InWords {
  return wordsOf(codes.map((code) => inWords(code, withCode(scheme.industries.list.find((known) => known.code === code)?.name, code))));
}

/** A county's name by the scheme's dictionary; without one, its code. */
export function countyName({ jurisdiction }: Scheme, code: string): string {
  return jurisdiction.counties?.find((county) => county.code === code)?.name ?? code;
}

type Names<T> = { readonly [F in Exclude<keyof T, 'id' | 'source'>]-?: string };

const enterprise = { uscc: '统一社会信用代码' } as const;
const share = '份额';

/** The fields of each line kind, by the names that a delivered list has for them. */
const fieldNames: { readonly [K in LineKind]: Names<LineOf<K>> } = {
  tenancy: { ...enterprise, from: '入驻日期', to: '离园日期' },
  enterpriseAmount: { ...enterprise, amount: '金额', scope: '口径', share },
  parcel: { certificate: '不动产权证号', area: '面积', unit: '面积单位', share },
  choice: { value: '计分情形' },
  industryShare: { industry: '主导产业', clear: '产业清晰', numerator: '占比的分子', denominator: '占比的分母' },
  chainSupport: { ...enterprise, chainLeader: '链主企业代码', proof: '证明', date: '合同或发票日期' },
  aboveScale: { ...enterprise, batch: '入库日期', left: '退库日期', relocated: '整体搬迁' },
  certificate: { ...enterprise, certificate: '证书编号', date: '认定日期', issue: '认定类型' },
  patent: { ...enterprise, certificate: '证书号', date: '授权公告或登记日期', origin: '取得方式' },
  flag: { value: '是否具备' },
  service: { category: '服务类别', institution: '服务机构', contract: '合同编号', from: '合同起始', to: '合同终止' },
  platform: { kind: '平台类别', name: '平台名称', owner: '建设主体' },
  setItem: { item: '项目' },
  assessment: { assessor: '评估人', points: '得分', reason: '理由' },
  recognition: { level: '级别', certificate: '证书编号', date: '认定日期' },
  talentTeam: { level: '级别', certificate: '证书编号', date: '引进日期' },
};

const everyLine: Readonly<Record<string, string>> = {
  id: '行编号',
  source: '出处',
  'source.hash': '出处文件',
  'source.sheet': '出处表名',
  'source.row': '出处行号',
};

/** The fields of a kind in the order in which people list them, id and source left out. */
export function fieldsOfKind(kind: LineKind): readonly string[] {
  return Object.keys(fieldNames[kind]);
}

/** A field of a line by its name alone: `金额`. A field that no line of the kind has keeps its own word. */
export function fieldName(kind: LineKind, field: string): string {
  const names: Readonly<Record<string, string>> = { ...everyLine, ...fieldNames[kind] };
  return Object.hasOwn(names, field) ? (names[field] as string) : field;
}

/** A field of a line, `金额（amount）`; `field` may be a path into the line. A field that no line of the kind has keeps its own word. */
export function fieldInWords(kind: LineKind, field: string): InWords {
  const names: Readonly<Record<string, string>> = { ...everyLine, ...fieldNames[kind] };
  return inWords(field, withCode(Object.hasOwn(names, field) ? names[field] : undefined, field));
}
