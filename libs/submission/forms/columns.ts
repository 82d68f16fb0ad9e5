import { type LineKind, type Metric, type Scheme, valueName } from '#libs/scheme';
import type { CellRule, Column } from './form.js';

type Made = Omit<Column, 'required'> & Partial<Pick<Column, 'required'>>;

const column = (header: string, field: string, cell: CellRule, about: string, width = 16, more: Partial<Column> = {}): Column => {
  const made: Made = { header, field, cell, about, width, ...more };
  return { required: made.empty === undefined, ...made };
};
const code = (header: string, field: string, about: string, width = 28): Column => column(header, field, { kind: 'code' }, about, width);
const text = (header: string, field: string, about: string, width = 28): Column => column(header, field, { kind: 'text' }, about, width);
const day = (header: string, field: string, about: string, empty?: Column['empty']): Column =>
  column(header, field, { kind: 'day' }, about, 14, empty ? { empty } : {});
const decimal = (header: string, field: string, about: string, empty?: Column['empty']): Column =>
  column(header, field, { kind: 'decimal' }, about, Math.max(14, header.length * 2 + 2), empty ? { empty } : {});
const yesNo = (header: string, field: string, about: string): Column => column(header, field, { kind: 'yesNo' }, about, 12);
const words = (header: string, field: string, choices: Readonly<Record<string, string>>, about: string, width = 16): Column =>
  column(header, field, { kind: 'words', words: choices }, about, width);

const uscc = code('统一社会信用代码', 'uscc', '18 位，按营业执照', 22);
const units = { 亩: 'mu', 平方米: 'm2' } as const;
const scopes = ['entity', 'branch', 'apportioned', 'consolidated'] as const;
const issues = { 首次: 'first', 复审: 'renewed', 失效后重新认定: 'afterLapse' } as const;
const proofs = { 合同: 'contract', 发票: 'invoice' } as const;
const origins = { 原始取得: 'original', 受让: 'transferred' } as const;

/** What numerator and denominator of a leading industry's share count, by the scheme's one basis (R14). */
const bases: Readonly<Record<Scheme['readings']['leadingIndustryBasis'], { readonly what: string; readonly unit: string }>> = {
  revenue: { what: '营业收入', unit: '万元' },
  enterpriseCount: { what: '企业户数', unit: '户' },
  output: { what: '产值', unit: '万元' },
};

const inUnit = (header: string, unit: string | null): string => (unit === null ? header : `${header}（${unit}）`);
const byName = (codes: readonly string[]): Record<string, string> => Object.fromEntries(codes.map((value) => [valueName(value), value]));

/** A category: one of the metric's own, or any text where the scheme lists none. */
function category(header: string, field: string, { categories }: Metric, about: string): Column {
  return categories === null ? text(header, field, about) : words(header, field, byName(categories), about, 18);
}

/** The columns of each line kind behind the park's, worded by the metric and the scheme. */
export function columnsOf(kind: LineKind, metric: Metric, scheme: Scheme): readonly Column[] {
  switch (kind) {
    case 'tenancy':
      return [uscc, day('入驻日期', 'from', '入驻的第一日'), day('离园日期', 'to', '在园的最后一日；仍在园的空着', 'null')];
    case 'enterpriseAmount':
      return [
        uscc,
        decimal(inUnit(metric.name, metric.unit), 'amount', '可以为负；没有数额的写 0，不要空着'),
        words('口径', 'scope', byName(scopes), '法人单位、分支机构（按其自身代码）或分摊到园区的部分；不接受集团合并数（R24）'),
        decimal('园内份额（%）', 'share', '只在口径为「分摊」且数额为法人全额时填；数额已分摊的空着', 'leftOut'),
      ];
    case 'parcel':
      return [
        code('不动产权证号', 'certificate', '一宗地一行', 34),
        decimal('面积', 'area', '按证载面积，单位见后一列'),
        words('面积单位', 'unit', units, '亩或平方米，程序按 1 亩 = 2000/3 平方米精确折算', 12),
        decimal('共用份额（%）', 'share', '几个园区共用的宗地，本园区所占份额（R18）；不共用的空着', 'leftOut'),
      ];
    case 'choice':
      return [category('集聚度计分情形', 'value', metric, '二选一（R17）')];
    case 'industryShare':
      return industryShare(scheme);
    case 'chainSupport':
      return [
        uscc,
        code('链主企业代码', 'chainLeader', '链主企业的统一社会信用代码', 22),
        words('证明', 'proof', proofs, '合同或发票', 10),
        day('合同或发票日期', 'date', '在考核年度内'),
      ];
    case 'aboveScale':
      return [
        uscc,
        day('入库日期', 'batch', '入库批次的日期'),
        day('退库日期', 'left', '仍在库的空着', 'null'),
        yesNo('整体搬迁', 'relocated', '因整体搬迁入园的填「是」'),
      ];
    case 'certificate':
      return [
        uscc,
        code('证书编号', 'certificate', '按证书'),
        day('认定日期', 'date', '按证书'),
        words('认定类型', 'issue', issues, '连续复审换证填「复审」（R21）'),
      ];
    case 'patent':
      return [
        uscc,
        code('证书号', 'certificate', '专利号或软件著作权登记号'),
        day('授权公告或登记日期', 'date', '专利按授权公告日，软件著作权按登记日期（R23）'),
        words('取得方式', 'origin', origins, '受让取得的也要写明', 12),
      ];
    case 'flag':
      return [yesNo('是否具备', 'value', '填「是」或「否」；没有就是「否」')];
    case 'service':
      return [
        category('服务类别', 'category', metric, '一份合同含几类的，每类一行'),
        text('服务机构', 'institution', '机构全称'),
        code('合同编号', 'contract', '服务合同的编号'),
        day('合同起始', 'from', '合同起日'),
        day('合同终止', 'to', '合同止日'),
      ];
    case 'platform':
      return [
        category('平台类别', 'kind', metric, '平台主要用途'),
        text('平台名称', 'name', '一个平台一行'),
        text('建设主体', 'owner', '建设或运营单位'),
      ];
    case 'setItem':
      return [category('项目', 'item', metric, '具备的项目每项一行')];
    case 'assessment':
      return [
        code('评估人', 'assessor', '评估人的账号编号，不写姓名', 18),
        decimal(inUnit('得分', metric.unit), 'points', '按评分档次'),
        text('理由', 'reason', '评分理由', 40),
      ];
    case 'recognition':
      return [
        category('级别', 'level', metric, '认定级别'),
        code('证书编号', 'certificate', '认定文号或证书号'),
        day('认定日期', 'date', '按文件'),
      ];
    case 'talentTeam':
      return [
        category('级别', 'level', metric, '人社部门认定的级别'),
        code('证书编号', 'certificate', '认定文号或证书号'),
        day('引进日期', 'date', '按认定文件'),
      ];
  }
}

function industryShare({ industries, readings }: Scheme): readonly Column[] {
  const { what, unit } = bases[readings.leadingIndustryBasis];
  const list = Object.fromEntries(industries.list.map((industry) => [industry.name, industry.code]));
  return [
    words('主导产业', 'industry', list, '开发区主导产业之一，只填一个（R14）', 22),
    yesNo('产业清晰', 'clear', '是否具有产业清晰的证明，由经信确认'),
    decimal(inUnit(`主导产业${what}`, unit), 'numerator', '占比的分子'),
    decimal(inUnit(`园区${what}`, unit), 'denominator', '占比的分母，大于 0；占比由程序计算'),
  ];
}
