import { incidents, seed } from '../city/cast.js';
import type { Park } from '../city/parks.js';
import { Random } from '../random.js';
import { siteVisits, type SiteVisit, visitors } from '../story/site-visits.js';
import type { DeliveredBook } from './delivered-books.js';
import { sitePhoto } from './site-photo.js';
import { paragraph, type PdfLine, writePdf } from './write-pdf.js';

/** What one park signs, or what visitors bring back from it. */
export interface ParkDocument {
  readonly key: string;
  readonly park: string;
  readonly title: string;
  readonly date: string;
  readonly extension: 'pdf' | 'png';
  readonly content: Buffer;
}

export function parkDocumentPath({ key, park, extension }: ParkDocument): string {
  return `documents/${key}/${park}.${extension}`;
}

/** Every commitment, site-check form and photo of the story. */
export function parkDocuments(parks: readonly Park[], books: readonly DeliveredBook[]): readonly ParkDocument[] {
  const byCode = new Map(parks.map((park) => [park.code, park]));
  const parkOf = (code: string): Park => byCode.get(code) as Park;
  const signed = books.flatMap(({ place: { park, stem, part, year } }) =>
    park !== undefined && stem === 'declaration' ? [{ park, year, part }] : [],
  );
  const { sentBack } = incidents;
  return [
    ...signed.map(({ park, year, part }) => commitment(parkOf(park), year, part === undefined ? undefined : `${year + 1}-05-08`)),
    commitment(parkOf(sentBack.park), sentBack.year, `${sentBack.year + 1}-05-24`),
    ...siteVisits().flatMap((visit) => [form(visit, parkOf(visit.park)), photo(visit, parkOf(visit.park))]),
  ];
}

const SIZE = 12;
const plain = (text: string): PdfLine => ({ text, size: SIZE });
const invented: readonly PdfLine[] = [plain(''), { text: '本文件属示例数据，内容纯属虚构，不具任何效力。', size: 9 }];

/** 承诺书. `again`: the day on which it is signed for what is declared later. */
function commitment(park: Park, year: number, again?: string): ParkDocument {
  const later = again === undefined ? '' : '（补充申报）';
  const title = `${park.name}${year}年度绩效评价申报承诺书${later}`;
  const date = again ?? `${year + 1}-04-${Random.of(seed, 'signed', park.code, year).whole(20, 27)}`;
  const promise =
    '本园区承诺：本次申报的各项清单、数据和佐证材料真实、准确、完整，与本园区和入园企业的实际情况一致；自愿接受核实、现场核查和公示监督；如有虚报、瞒报，自愿取消参评资格、退回奖励资金，并承担相应责任。';
  const lines = [
    { text: `小微企业园绩效评价申报承诺书${later}`, size: 18, centred: true },
    plain(''),
    ...aboutPark(park, year),
    plain(''),
    ...paragraph(promise, SIZE),
    plain(''),
    plain(`承诺单位（盖章）：${park.operator.name}`),
    plain('法定代表人（签字）：已签'),
    plain(`签署日期：${inWords(date)}`),
    ...invented,
  ];
  const key = `${year}-commitments${again === undefined ? '' : '-2'}`;
  return { key, park: park.code, title, date, extension: 'pdf', content: writePdf(title, lines) };
}

function aboutPark({ code, name, operator }: Park, year: number): readonly PdfLine[] {
  return [`园区名称：${name}`, `园区代码：${code}`, `运营机构：${operator.name}（${operator.uscc}）`, `评价年度：${year}年度`].map(plain);
}

/** 现场核查表. */
function form(visit: SiteVisit, park: Park): ParkDocument {
  const title = titleOf(visit, park, '现场核查表');
  const lines = [
    { text: '小微企业园绩效评价现场核查表', size: 18, centred: true },
    plain(''),
    ...aboutPark(park, visit.year),
    plain(`核查日期：${inWords(visit.on)}`),
    plain(`核查人员：${visitors.join('、')}`),
    plain(`核查结论：${visit.passed ? '相符' : '不相符'}`),
    plain('核查情况：'),
    ...paragraph(visit.findings, SIZE),
    plain('核查人员（签字）：已签　　园区代表（签字）：已签'),
    ...invented,
  ];
  return { key: visit.document, park: park.code, title, date: visit.on, extension: 'pdf', content: writePdf(title, lines) };
}

function photo(visit: SiteVisit, park: Park): ParkDocument {
  const title = titleOf(visit, park, '现场核查照片');
  const content = sitePhoto(park.code, visit.on, `${title}，${park.code}，${visit.on}`);
  return { key: visit.photos, park: park.code, title, date: visit.on, extension: 'png', content };
}

function titleOf({ year, on, document: key }: SiteVisit, park: Park, what: string): string {
  const again = key.endsWith('-2') ? `（${inWords(on)}）` : '';
  return `${park.name}${year}年度绩效评价${what}${again}`;
}

function inWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
