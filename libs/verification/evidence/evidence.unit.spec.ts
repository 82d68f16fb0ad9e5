import { type Recorded } from '#libs/event-sourcing';
import { canonicalJson, sha256 } from '#libs/kernel';
import { writeCsv, writeWorkbook, writeXls } from '#libs/spreadsheets/write';
import { Findings } from '../findings.js';
import type { LogLine } from '../log/log-line.js';
import { firstYear } from '../testing/index.js';
import { EvidenceFiles } from './evidence.js';

const hash = 'ab'.repeat(32);
const [line] = firstYear();

/** What is found where nobody has the file that an event refers to, and the log goes on with these events. */
async function foundWith(...later: readonly (readonly [type: string, data: object])[]) {
  const findings = new Findings(10);
  const files = new EvidenceFiles(findings, async () => ({ state: 'missing' }));
  const events = [['FactSubmitted', { documents: [{ hash, title: '申报表' }] }], ...later] as const;
  for (const [type, data] of events)
    await files.take({ ...line!, data: canonicalJson(data) } as LogLine, { type, data } as unknown as Recorded);
  files.end(true);
  return { codes: findings.inOrder().map(({ code }) => code), withheld: findings.withheld.evidenceFiles };
}

describe('A file that an event refers to and that is not there', () => {
  it('is missing', async () => {
    expect(await foundWith()).toEqual({ codes: ['verification.evidenceMissing'], withheld: 0 });
  });

  it('is erased where a later event says so, whoever looks and whatever keys he has', async () => {
    expect(await foundWith(['EvidenceErased', { hash }])).toEqual({ codes: [], withheld: 1 });
  });

  it('is missing where another one was erased', async () => {
    expect(await foundWith(['EvidenceErased', { hash: 'cd'.repeat(32) }])).toEqual({
      codes: ['verification.evidenceMissing'],
      withheld: 0,
    });
  });
});

describe('A row that an event cites', () => {
  const rows = [
    ['91341502MA2TX00250', '12.5'],
    ['91350100M000100Y43', '3'],
  ];
  const columns = [{ header: '代码', kind: 'code' }, { header: '金额' }] as const;
  const book = { sheets: [{ name: '税收', columns, rows }] };
  const csv = [['代码', '金额'], ...rows];
  const files: Readonly<Record<string, () => Promise<Uint8Array>>> = {
    'an .xlsx': () => writeWorkbook(book),
    'an .xls': async () => writeXls(book),
    'a CSV file in GB18030': async () => writeCsv(csv, 'gb18030'),
  };

  /** The reason why the row is not there; undefined where it is. */
  async function citing(content: Uint8Array, sheet: string, row: number, names?: readonly string[]): Promise<string | undefined> {
    const findings = new Findings(10);
    const files = new EvidenceFiles(findings, async () => ({ state: 'there', content, ...(names ? { names } : {}) }));
    const data = { lines: [{ source: { hash: sha256(content), sheet, row } }] };
    await files.take({ ...line!, data: canonicalJson(data) } as LogLine, { type: 'FactSubmitted', data } as unknown as Recorded);
    expect(findings.counts).toMatchObject({ evidenceFiles: 1, evidenceRows: 1 });
    return findings.inOrder()[0]?.params?.reason as string | undefined;
  }

  it.each(Object.entries(files))('of %s stands in the sheet of that name', async (what, make) => {
    const content = await make();
    const sheet = what.startsWith('a CSV') ? '税收.csv' : '税收';
    const names = ['税收.csv', '税收（补）.csv'];
    expect(await citing(content, sheet, 3, names)).toBeUndefined();
    expect(await citing(content, sheet, 4, names)).toBe('noRow');
    expect(await citing(content, sheet, 1, names)).toBe('noRow');
    expect(await citing(content, '营收', 2, names)).toBe('noSheet');
  });

  it('of a CSV file stands under any name, where nobody knows by which it was delivered', async () => {
    expect(await citing(writeCsv(csv), '税收.csv', 2)).toBeUndefined();
  });

  it.each([
    ['a scan', Buffer.from('%PDF-1.7\n1 0 obj')],
    ['a workbook with its end torn off', Buffer.from('PK\x03\x04torn', 'latin1')],
  ])('is none in %s', async (_what, content) => {
    expect(await citing(content, '税收', 2)).toBe('noTable');
  });
});
