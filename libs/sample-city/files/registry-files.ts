import { candidateCodes, transition2022, transition2023, years } from '../city/cast.js';
import { counties, zones } from '../city/dictionary.js';
import type { Enterprise, Stay } from '../city/enterprises.js';
import type { Park } from '../city/parks.js';
import { Random } from '../random.js';
import { seed } from '../city/cast.js';
import { chainLeaders } from '../facts/park-claims.js';
import { totalsOf } from '../facts/totals.js';
import { decimalText } from '../decimal-text.js';
import { writeCsv } from './csv.js';

const yesNo = (value: boolean): string => (value ? '是' : '否');

/** The half-year in which something came to the register's knowledge: what stood before 2023 is entered in January 2023. */
export function batchOf(day: string): string {
  if (day < '2023-01-01') return '2023-01';
  const year = parseInt(day.slice(0, 4), 10);
  return day.slice(5, 7) <= '06' ? `${year}-07` : `${year + 1}-01`;
}

/** The lists of the register: zones, parks, enterprises, tenancies, recognition, transition. */
export function registryFiles(parks: readonly Park[], stays: readonly Stay[]): ReadonlyMap<string, string> {
  const enterprises = firstStays(stays);
  return new Map([
    [
      'registry/counties.csv',
      writeCsv(
        ['县区代码', '县区名称'],
        counties.map(({ code, name }) => [code, name]),
      ),
    ],
    ['registry/zones.csv', zoneFile()],
    ['registry/parks.csv', parkFile(parks)],
    ['registry/enterprises.csv', enterpriseFile(enterprises)],
    [
      'registry/chain-leaders.csv',
      writeCsv(
        ['统一社会信用代码', '链主企业名称'],
        chainLeaders.map(({ uscc, name }) => [uscc, name]),
      ),
    ],
    ['registry/tenancies.csv', tenancyFile(stays)],
    ['registry/recognition.csv', recognitionFile(parks, stays)],
    ['registry/transition.csv', transitionFile(parks)],
  ]);
}

function zoneFile(): string {
  const header = ['开发区代码', '开发区名称', '县区代码', '级别', '主导产业'];
  return writeCsv(
    header,
    zones.map(({ code, name, county, level, industries }) => [
      code,
      name,
      county,
      level === 'national' ? '国家级' : '省级',
      industries.join('、'),
    ]),
  );
}

function parkFile(parks: readonly Park[]): string {
  const header = ['园区代码', '园区名称', '开发区代码', '运营机构', '运营机构代码', '竣工日期', '投运日期', '登记批次'];
  return writeCsv(
    header,
    parks.map((park) => [
      park.code,
      park.name,
      park.zone.code,
      park.operator.name,
      park.operator.uscc,
      park.completedOn,
      park.operatingSince,
      batchOf(park.operatingSince),
    ]),
  );
}

function firstStays(stays: readonly Stay[]): readonly { enterprise: Enterprise; from: string }[] {
  const first = new Map<string, { enterprise: Enterprise; from: string }>();
  for (const { enterprise, from } of stays) {
    const known = first.get(enterprise.uscc);
    if (!known || from < known.from) first.set(enterprise.uscc, { enterprise, from });
  }
  return [...first.values()];
}

function enterpriseFile(enterprises: ReturnType<typeof firstStays>): string {
  const header = ['统一社会信用代码', '企业名称', '行业', '小微企业', '加工制造类', '登记批次'];
  return writeCsv(
    header,
    enterprises.map(({ enterprise: e, from }) => [e.uscc, e.name, e.industry, yesNo(e.smallMicro), yesNo(e.manufacturing), batchOf(from)]),
  );
}

const exits = { aboveScale: '升规毕业', highTech: '高企毕业', left: '搬离' } as const;

function tenancyFile(stays: readonly Stay[]): string {
  const header = ['园区代码', '统一社会信用代码', '入园日期', '登记批次', '离园日期', '离园去向', '离园登记批次'];
  return writeCsv(
    header,
    stays.map(({ park, enterprise, from, to, exit }) => {
      const end = to === null || exit === null ? ['', '', ''] : [to, exits[exit], batchOf(to)];
      return [park, enterprise.uscc, from, batchOf(from), ...end];
    }),
  );
}

/** Applications with what they state: 申请 is the day of the application, 决定 that of the decision. */
function recognitionFile(parks: readonly Park[], stays: readonly Stay[]): string {
  const header = [
    ...[
      '园区代码',
      '申请日期',
      '独立法人',
      '运营主体信用良好',
      '法定代表人信用良好',
      '投运日期',
      '符合建设规划',
      '公共配套设施',
      '运营管理机构',
    ],
    ...[
      '占地面积',
      '面积单位',
      '建筑面积（平方米）',
      '明确入园条件',
      '主导产业',
      '企业数',
      '小微企业数',
      '加工制造类企业数',
      '结论',
      '决定日期',
      '文号',
      '登记批次',
    ],
  ];
  return writeCsv(
    header,
    parks.map((park, i) => recognitionRow(park, i, stays)),
  );
}

function recognitionRow(park: Park, i: number, stays: readonly Stay[]): string[] {
  const random = Random.of(seed, 'recognition', park.code);
  const [pending, refused] = candidateCodes;
  const decidedOn = park.recognisedOn ?? (park.code === refused ? '2025-03-20' : null);
  const appliedOn = decidedOn === null ? (park.code === pending ? '2024-09-10' : '2025-05-15') : monthBefore(decidedOn);
  const there = stays
    .filter((stay) => stay.park === park.code && stay.from <= appliedOn && (stay.to === null || stay.to >= appliedOn))
    .map((stay) => stay.enterprise);
  const small = there.filter((enterprise) => enterprise.smallMicro).length;
  const conclusion = park.recognisedOn !== null ? '认定' : park.code === refused ? '不予认定' : '在审';
  const land = Number.isFinite(i) ? totalsOf(park.code, years[0]).land : 0;
  const bad = park.code === refused;
  return [
    ...[park.code, appliedOn, '是', '是', yesNo(!bad), park.operatingSince, '是', yesNo(!bad), '是'],
    ...(bad ? ['12800.50', '平方米', '16400'] : [decimalText(land, 4), '亩', String(random.whole(24, 90) * 1000)]),
    ...['是', park.industry, String(there.length), String(small), String(there.filter((enterprise) => enterprise.manufacturing).length)],
    ...[
      conclusion,
      decidedOn ?? '',
      decidedOn === null ? '' : `示例园认〔${decidedOn.slice(0, 4)}〕${i + 1}号`,
      batchOf(decidedOn ?? appliedOn),
    ],
  ];
}

function monthBefore(day: string): string {
  const [year, month] = day.split('-').map((part) => parseInt(part, 10)) as [number, number];
  return month === 1 ? `${year - 1}-12-10` : `${year}-${String(month - 1).padStart(2, '0')}-10`;
}

function transitionFile(parks: readonly Park[]): string {
  const codes: readonly string[] = [transition2022.in, transition2022.out, transition2023.in, transition2023.out];
  const rows = parks
    .filter((park) => codes.includes(park.code))
    .map((park) => {
      const until = `${parseInt(park.operatingSince.slice(0, 4), 10) + 2}${park.operatingSince.slice(4)}`;
      return [
        park.code,
        park.operatingSince,
        until,
        `示例园渡〔${park.operatingSince.slice(0, 4)}〕${park.code.slice(3)}号`,
        batchOf(park.operatingSince),
      ];
    });
  return writeCsv(['园区代码', '过渡期起', '过渡期止', '文号', '登记批次'], rows);
}

/** 应急管理: for each park and year either its accidents or 无. */
