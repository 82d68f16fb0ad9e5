import type { Metric } from '#libs/scheme';
import type { WorkbookKind } from '#libs/submission';
import { people, type Person } from '../../support/client.js';
import type { ParkOf } from '../../support/parks.js';
import { county, type Town } from '../../support/town.js';
import { Intake, land, landList, parcel } from '../../submission/intake.js';
import type { Cast } from './cast.js';
import { type Fill, filledTemplate, type Row } from './filled-template.js';

const emergency = people.of('emergency');
const tax = people.of('tax');

/** What a park claims: the sheets of its declaration, with what each says. */
const claims: Readonly<Record<string, readonly Row[]>> = {
  集聚度计分情形: [{ 集聚度计分情形: '主导产业占比' }],
  主导产业占比: [{ 主导产业: '高端装备', 产业清晰: '否', '主导产业营业收入（万元）': '60', '园区营业收入（万元）': '100' }],
  新增发明专利: [{ 统一社会信用代码: '无' }],
  治理结构和管理运营制度: [{ 是否具备: '是' }],
};

/** A year of which every list comes in a workbook, of each of the five kinds; with what goes wrong on the way. Winter of the year after. */
export class YearInWorkbooks {
  private readonly intake: Intake;

  constructor(
    private readonly town: Town,
    private readonly year: number,
  ) {
    this.intake = new Intake(town.api);
  }

  /** Roster and claims of a park, the verdicts on them, its tenants' amounts, its land. `idle`: a park without a frozen roster, whose dossier refuses amounts. */
  async deliver(park: ParkOf, idle: ParkOf): Promise<void> {
    await this.declare(park);
    await this.judge(park);
    await this.drawTax(park, idle);
    await this.drawLand(park);
    const claimed = ({ name, lines }: Metric): boolean => lines === 'tenancy' || claims[name] !== undefined;
    const asked = this.town.scheme.metrics.filter(({ submits }) => submits === 'park' || submits === 'taskForce');
    for (const { code } of asked.filter((metric) => !claimed(metric))) await park.waive(this.year, code, 'claimed');
  }

  /** 应急's statement on the parks that are asked about: none, but for accidents of two, one of them not registered before; then that of one more. */
  async stateAccidents({ first, second, third, fourth, fifth }: Cast): Promise<void> {
    const report = this.town.document(`${this.year}-12-20`, '事故调查报告');
    const graded = { 有无事故: '有', 报告名称: report.title, 报告文件: report.hash };
    const stated: Readonly<Record<string, Row>> = {
      [first.id]: { 有无事故: '无' },
      [third.id]: { ...graded, 事故编号: 'SG-2024-7', 发生日期: '2024-11-20', 事故等级: '较大' },
      [fourth.id]: graded,
      [fifth.id]: { 有无事故: '无' },
    };
    await this.state(stated);
    await this.state({ [first.id]: { 有无事故: '无' }, [second.id]: { 有无事故: '无' } });
  }

  private async state(stated: Readonly<Record<string, Row>>): Promise<void> {
    const statements = await this.filled(emergency, 'statements', ({ 园区代码: park = '' }) => rowsOf(stated[park]));
    await this.accept(emergency, await this.submit(emergency, statements, '安全生产事故.xlsx', 'statements'));
  }

  private async declare(park: ParkOf): Promise<void> {
    const roster = await this.filled(park.person, 'roster', () =>
      [0, 1].map((n) => ({ 统一社会信用代码: park.tenant(n), 入驻日期: `${this.year - 2}-01-01` })),
    );
    await this.accept(park.person, await this.submit(park.person, roster, '园内企业名单.xlsx', 'roster'));
    const unread = await this.filled(park.person, 'declaration', (_row, sheet) => (claims[sheet] ? [{ 是否具备: '大概' }] : []));
    await this.submit(park.person, unread, '申报表 初稿.xlsx', 'declaration');
    const declaration = await this.filled(park.person, 'declaration', (_row, sheet) => claims[sheet] ?? []);
    await this.accept(park.person, await this.submit(park.person, declaration, '申报表.xlsx', 'declaration'));
    await park.declare(this.year);
  }

  private async judge(park: ParkOf): Promise<void> {
    const unread = await this.filled(county, 'verification', () => [{ 核实结论: '同意' }]);
    await this.submit(county, unread, '核实表 初稿.xlsx', 'verification');
    const verifiers: readonly Person[] = [county, people.of('industry', 2), people.of('market', 2), people.of('taskForce', 2)];
    for (const who of verifiers) {
      const verdicts = await this.filled(who, 'verification', () => [{ 核实结论: '确认' }]);
      await this.accept(who, await this.submit(who, verdicts, '核实表.xlsx', 'verification'));
    }
    await this.town.api.post(`${park.dossier(this.year)}/roster-freeze`, people.taskForce, {}, { ifMatch: 1 });
  }

  private async drawTax(park: ParkOf, idle: ParkOf): Promise<void> {
    const amounts: Record<string, readonly string[]> = {
      园内企业税收总额: ['33', '1'],
      园内企业总营业收入: ['900', '1'],
      园内企业研发费用支出: ['8', '0'],
    };
    const drawn = (): Promise<Buffer> =>
      this.filled(tax, 'delivery', (row, sheet) => {
        if (row['园区代码'] === idle.id) return [{ 统一社会信用代码: '无' }];
        const tenant = [0, 1].find((n) => park.tenant(n) === row['统一社会信用代码']);
        return tenant === undefined ? [] : [{ [`${sheet}（万元）`]: amounts[sheet]?.[tenant] ?? '', 口径: '法人单位' }];
      });
    await this.accept(tax, await this.submit(tax, await drawn(), '涉税数据.xlsx'));
    amounts.园内企业税收总额 = ['33', '1.5'];
    const why = { reason: '第二户补缴', documents: [this.town.document(`${this.year + 1}-01-05`, '完税证明')] };
    await this.accept(tax, await this.submit(tax, await drawn(), '涉税数据 更正.xlsx'), why);
    await park.verify(this.year, 'taxPaid', 2);
    for (const metric of ['operatingRevenue', 'rdExpense']) await park.verify(this.year, metric);
  }

  /** A list with errors, one that was sent too early, the right one, and its correction. */
  private async drawLand(park: ParkOf): Promise<void> {
    const { town, year } = this;
    const certificate = town.certificate();
    const listed = (area: string, more: readonly (readonly string[])[] = []): string =>
      landList([parcel(park.id, certificate, area), ...more]);
    await this.submit(land, listed('三十五', [parcel('P-99', town.certificate(), '-3')]), '占地面积 初稿.csv');
    const early = await this.submit(land, listed('35.5'), '占地面积.csv');
    await town.api.post(`/submissions/${early}/withdrawal`, land, { reason: '不动产登记尚在变更' });
    const note = (text: string): object => ({ notes: [{ park: park.id, metric: 'landArea', note: text }] });
    const changed = { documents: [town.document(`${year + 1}-01-03`, '变更登记')], ...note('按变更后的证载面积') };
    await this.accept(land, await this.submit(land, listed('35.25'), '占地面积 定稿.csv'), changed);
    await park.verify(year, 'landArea');
    const why = { reason: '复测', documents: [town.document(`${year + 1}-01-05`, '测绘报告')], ...note('复测面积与证载一致') };
    await this.accept(land, await this.submit(land, listed('35'), '占地面积 更正.csv'), why);
    await park.verify(year, 'landArea', 2);
  }

  private filled(who: Person, kind: WorkbookKind, fill: Fill): Promise<Buffer> {
    return filledTemplate(this.town, who, this.year, kind, fill);
  }

  /** Submits what the read models can be checked against: all that was recorded before. */
  private async submit(who: Person, content: string | Uint8Array, name: string, kind: WorkbookKind = 'delivery'): Promise<string> {
    await this.town.settled();
    return (await this.intake.submit(who, content, name, kind, this.year)).id;
  }

  private async accept(who: Person, id: string, more: object = {}): Promise<void> {
    await this.town.settled();
    await this.intake.accept(who, id, more);
    await this.town.settled();
  }
}

const rowsOf = (row: Row | undefined): readonly Row[] => (row === undefined ? [] : [row]);
