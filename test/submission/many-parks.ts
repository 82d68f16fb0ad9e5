import { readFileSync } from 'node:fs';
import { parseScheme } from '#libs/scheme';
import { writeCsv, writeWorkbook } from '#libs/spreadsheets/write';
import { type ApiClient, people } from '../support/client.js';
import { usccOf } from '../support/uscc.js';

/** A ledger of many parks whose land is asked for: what an import of a whole city's list needs, and no more. */
export async function foundParks(api: ApiClient, parks: readonly string[]): Promise<void> {
  const { taskForce } = people;
  const scheme = parseScheme(readFileSync('seeds/schemes/luan-2023.yaml', 'utf8'));
  const minutes = await api.post<{ hash: string }>('/evidence', taskForce, '会议纪要\n', {
    contentType: 'text/csv',
    query: '?name=minutes.csv',
  });
  await api.post('/schemes', taskForce, { content: scheme });
  const { data } = await api.get<{ hash: string; confirmationsNeeded: readonly { code: string }[] }>(`/schemes/${scheme.id}`, taskForce);
  const confirmations = data.confirmationsNeeded.map(({ code }) => ({ code, reason: '专班会议议定' }));
  await api.post(`/schemes/${scheme.id}/confirmations`, people.of('taskForce', 2), { hash: data.hash, confirmations });
  await api.post(`/schemes/${scheme.id}/adoption`, taskForce, { hash: data.hash, basis: { hash: minutes.hash, title: '会议纪要' } });
  await api.post('/evaluations/2023/opening', taskForce, { scheme: scheme.id });
  await api.post('/zones', taskForce, { code: 'ZONE-1', name: '示例开发区', county: '341502', level: 'provincial' });
  for (const [i, code] of parks.entries()) {
    await api.post('/parks', taskForce, { code, name: `园区${code}`, zone: 'ZONE-1', operator: { name: '运营公司', uscc: usccOf(i) } });
  }
}

export const parkCodes = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `P${String(i + 1).padStart(3, '0')}`);

const text = (header: string) => ({ header, kind: 'text' as const });
const COLUMNS = [
  text('园区代码'),
  text('园区名称'),
  text('不动产权证号'),
  { header: '面积', kind: 'decimal' as const },
  text('面积单位'),
  text('共用份额（%）'),
  text('备注一'),
  text('备注二'),
];

const rowsOf = (parks: readonly string[], each: number): readonly (readonly string[])[] =>
  parks.flatMap((park, p) =>
    Array.from({ length: each }, (_, i) => {
      const certificate = `皖（2020）六安市不动产权第${p * each + i}号`;
      return [park, `园区${park}`, certificate, `${1 + ((p + i) % 90)}.${i % 10}`, '亩', '', '工业用地', '出让'];
    }),
  );

/** The land office's workbook: so many parcels of each park, in eight columns. */
export function landWorkbook(parks: readonly string[], each: number): Promise<Buffer> {
  return writeWorkbook({ sheets: [{ name: '占地面积', columns: COLUMNS, rows: rowsOf(parks, each) }] });
}

/** The same as a CSV file as an office in China saves it. */
export function landCsv(parks: readonly string[], each: number): Buffer {
  return writeCsv([COLUMNS.map(({ header }) => header), ...rowsOf(parks, each)], 'gb18030');
}
