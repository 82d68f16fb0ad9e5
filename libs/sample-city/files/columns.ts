import type { LineKind } from '#libs/scheme';

/** One column of a delivered list: its Chinese header, the field of the line, and how the cell is read. */
export interface Column {
  readonly header: string;
  readonly field: string;
  readonly cell: 'text' | 'yesNo' | 'textOrNull' | 'optionalText' | Readonly<Record<string, string>>;
}

const uscc: Column = { header: '统一社会信用代码', field: 'uscc', cell: 'text' };
const text = (header: string, field: string): Column => ({ header, field, cell: 'text' });
const words = (header: string, field: string, cell: Readonly<Record<string, string>>): Column => ({ header, field, cell });
const level = words('级别', 'level', { 国家级: 'national', 省级: 'provincial', 市级: 'municipal' });

/** The city's leading industries by the codes of the scheme's dictionary. */
export const industries = {
  高端装备: 'highEndEquipment',
  电子信息: 'electronicInformation',
  光伏及新能源制造: 'photovoltaicsAndNewEnergy',
  新能源汽车零部件: 'newEnergyVehicleParts',
  新材料: 'newMaterials',
} as const;

/** Header of the column that names the park in every list. */
export const PARK_COLUMN = '园区代码';
/** Header of the column with an enterprise's name: for people, nothing is read from it. */
export const NAME_COLUMN = '企业名称';
/** A row that says: this park has nothing to list. It stands in the second column. */
export const NIL = '无';

/** The columns of each kind of list behind the park's. `amountHeader` names the amount with its unit. */
export function columnsOf(kind: LineKind, amountHeader = '金额（万元）'): readonly Column[] {
  switch (kind) {
    case 'tenancy':
      return [uscc, text('入驻日期', 'from'), { header: '离园日期', field: 'to', cell: 'textOrNull' }];
    case 'enterpriseAmount':
      return [
        uscc,
        text(amountHeader, 'amount'),
        words('口径', 'scope', { 法人: 'entity', 分支机构: 'branch', 分摊: 'apportioned', 合并报表: 'consolidated' }),
        { header: '园内份额（%）', field: 'share', cell: 'optionalText' },
      ];
    case 'parcel':
      return [
        text('不动产权证号', 'certificate'),
        text('面积', 'area'),
        words('面积单位', 'unit', { 亩: 'mu', 平方米: 'm2' }),
        { header: '共用份额（%）', field: 'share', cell: 'optionalText' },
      ];
    case 'choice':
      return [words('集聚度计分情形', 'value', { 主导产业占比: 'leadingIndustryShare', 链主配套: 'chainSupport' })];
    case 'industryShare':
      return [
        words('主导产业', 'industry', industries),
        { header: '产业清晰', field: 'clear', cell: 'yesNo' },
        text('主导产业营业收入（万元）', 'numerator'),
        text('园区营业收入（万元）', 'denominator'),
      ];
    case 'chainSupport':
      return [
        uscc,
        text('链主企业代码', 'chainLeader'),
        words('证明', 'proof', { 合同: 'contract', 发票: 'invoice' }),
        text('合同或发票日期', 'date'),
      ];
    case 'aboveScale':
      return [
        uscc,
        text('入库日期', 'batch'),
        { header: '退库日期', field: 'left', cell: 'textOrNull' },
        { header: '整体搬迁', field: 'relocated', cell: 'yesNo' },
      ];
    case 'certificate':
      return [
        uscc,
        text('证书编号', 'certificate'),
        text('认定日期', 'date'),
        words('认定类型', 'issue', { 首次: 'first', 复审: 'renewed', 失效后重新认定: 'afterLapse' }),
      ];
    case 'patent':
      return [
        uscc,
        text('证书号', 'certificate'),
        text('授权公告或登记日期', 'date'),
        words('取得方式', 'origin', { 原始取得: 'original', 受让: 'transferred' }),
      ];
    case 'flag':
      return [{ header: '是否具备', field: 'value', cell: 'yesNo' }];
    case 'service':
      return [
        text('服务类别', 'category'),
        text('服务机构', 'institution'),
        text('合同编号', 'contract'),
        text('合同起始', 'from'),
        text('合同终止', 'to'),
      ];
    case 'platform':
      return [text('平台类别', 'kind'), text('平台名称', 'name'), text('建设主体', 'owner')];
    case 'setItem':
      return [text('项目', 'item')];
    case 'assessment':
      return [text('评估人', 'assessor'), text('得分', 'points'), text('理由', 'reason')];
    case 'recognition':
      return [level, text('证书编号', 'certificate'), text('认定日期', 'date')];
    case 'talentTeam':
      return [level, text('证书编号', 'certificate'), text('引进日期', 'date')];
  }
}

/** Whether a kind's list shows enterprises' names. */
export function showsNames(kind: LineKind): boolean {
  return columnsOf(kind).includes(uscc);
}
