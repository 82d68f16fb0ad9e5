import type { LineFields } from '#libs/scheme';
import { likenessOf, seed, type Year } from '../city/cast.js';
import type { Stay } from '../city/enterprises.js';
import type { Park } from '../city/parks.js';
import { chainLeaderNames, industries } from '../city/dictionary.js';
import { makeUscc } from '../city/names.js';
import { decimalText } from '../decimal-text.js';
import { Random } from '../random.js';
import { tenantsOn } from './claims.js';
import type { AnyLineFields, DeliveredLine, MetricCode } from './delivery.js';
import { profileOf } from './profile.js';
import { totalsOf } from './totals.js';

export const chainLeaders = chainLeaderNames.map((name, i) => ({ name, uscc: makeUscc('91', 9500 + i, 'leader') }));

const serviceCategories = ['政务代办', '政策咨询', '创业辅导', '人才招聘', '融资担保', '检验检测'] as const;
const platformKinds = ['检验检测', '实验试验', '质量控制', '设备共享', '其他'] as const;
const facilities = ['宿舍', '食堂', '办公楼', '集中污水处理'] as const;
const digitalItems = ['信息网络', '管理平台', '人流', '物流', '用能', '消防安全', '环境保护', '企业生产经营'] as const;

const plain = (lines: readonly AnyLineFields[]): DeliveredLine[] => lines.map((line) => ({ line }));
const flag = (value: boolean): DeliveredLine[] => plain([{ value }]);

type OwnMetric = Exclude<
  MetricCode,
  | 'tenantRoster'
  | 'taxPaid'
  | 'operatingRevenue'
  | 'rdExpense'
  | 'landArea'
  | 'aboveScale'
  | 'provincialSrdiNew'
  | 'highTechNew'
  | 'littleGiantNew'
  | 'inventionPatents'
  | 'utilityModelPatents'
  | 'designPatents'
  | 'softwareCopyrights'
>;

/** What a park says of itself, beside the lists of its enterprises. Undefined: nothing is delivered (the clustering rule that was not chosen). */
export function parkClaim(metric: OwnMetric, park: Park, year: Year, stays: readonly Stay[]): readonly DeliveredLine[] | undefined {
  const profile = profileOf(park.code, year);
  const random = Random.of(seed, metric, year === 2023 ? likenessOf(park.code) : park.code, year);
  const both = Random.of(seed, 'shows both', park.code).chance(10);
  switch (metric) {
    case 'clusteringOption':
      return plain([{ value: profile.option }]);
    case 'leadingIndustryShare':
      return profile.option === 'leadingIndustryShare' || both ? plain([industryShare(park, year, profile.share)]) : undefined;
    case 'chainSupportEnterprises':
      return profile.option === 'chainSupport' || both ? chainLines(park, year, profile.chain, stays) : undefined;
    case 'governanceSound':
      return flag(profile.governance);
    case 'admissionMechanism':
      return flag(profile.admission);
    case 'propertyManagement':
      return flag(profile.property);
    case 'logisticsCentre':
      return flag(profile.logistics);
    case 'serviceTypes':
      return plain(random.some(serviceCategories, profile.services).map((category, i) => service(park, year, category, i)));
    case 'publicPlatforms':
      return plain(
        Array.from({ length: profile.platforms }, (_, i) => {
          const kind = platformKinds[random.whole(0, platformKinds.length - 1)] as string;
          return { kind, name: `${park.name.replace('小微企业园', '')}${kind}平台${i + 1}`, owner: park.operator.name };
        }),
      );
    case 'supportingFacilities':
      return plain(random.some(facilities, profile.facilities).map((item) => ({ item })));
    case 'digitalManagement':
      return plain(random.some(digitalItems, profile.digital).map((item) => ({ item })));
    case 'innovationRecognitions':
      return plain(recognitions(park, year, profile.recognition));
    case 'talentTeams':
      return plain(
        profile.talents.map((level, i) => ({
          level,
          certificate: `示例人才团队（${year}）${park.code.slice(2)}-${i + 1}`,
          date: `${year}-06-${20 + i}`,
        })),
      );
  }
}

function industryShare(park: Park, year: Year, hundredths: number): LineFields<'industryShare'> {
  const revenue = totalsOf(park.code, year).revenue;
  const denominator = revenue - (revenue % 10_000);
  return {
    industry: industries[park.industry as keyof typeof industries],
    clear: true,
    numerator: decimalText((denominator / 10_000) * hundredths, 4),
    denominator: decimalText(denominator, 4),
  };
}

function chainLines(park: Park, year: Year, count: number, stays: readonly Stay[]): DeliveredLine[] {
  const random = Random.of(seed, 'chain', park.code, year);
  const date = `${year}-05-${String(random.whole(10, 28))}`;
  return random.some(tenantsOn(park.code, date, stays), count).map((stay) => ({
    line: {
      uscc: stay.enterprise.uscc,
      chainLeader: random.pick(chainLeaders).uscc,
      proof: random.chance(60) ? 'contract' : 'invoice',
      date,
    },
    name: stay.enterprise.name,
  }));
}

function service(park: Park, year: Year, category: string, i: number): LineFields<'service'> {
  const place = park.zone.name.slice(2, 4);
  return {
    category,
    institution: `示例${place}${category}服务中心`,
    contract: `示例服务${year}-${park.code}-${String(i + 1).padStart(2, '0')}`,
    from: `${year}-01-01`,
    to: `${year}-12-31`,
  };
}

function recognitions(park: Park, year: Year, level: 'national' | 'provincial' | null): LineFields<'recognition'>[] {
  if (level === null) return [];
  const dated = year - Random.of(seed, 'recognised as a base', likenessOf(park.code), year).whole(0, 2);
  const word = level === 'national' ? '国家小型微型企业创业创新示范基地' : '省级小微企业创业创新示范基地';
  return [{ level, certificate: `示例${word}（${dated}）${park.code.slice(2)}`, date: `${dated}-12-08` }];
}
