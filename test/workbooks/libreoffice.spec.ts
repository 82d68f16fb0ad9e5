import { readFile } from 'node:fs/promises';
import { parseWorkbook } from '#libs/spreadsheets';

/**
 * One table as LibreOffice saves it in each format: codes as text, amounts, a day in a Chinese format, a share in per cent, formulas, a blank row, a line break in a cell, characters beyond
 * GB 2312, a hidden sheet.
 */
const read = async (name: string) => parseWorkbook(await readFile(`test/workbooks/libreoffice/${name}`), name);

const number = (text: string) => ({ kind: 'number', text });
const yesNo = (text: string) => ({ kind: 'boolean', text });
const head = ['园区代码', '统一社会信用代码', '金额（万元）', '入驻日期', '园内份额', '是否具备'];
const cells = [
  head,
  ['LA-001', '91341502MA2TX00251', number('1234.56'), { kind: 'date', text: '2023-03-01' }, number('50%'), yesNo('是')],
  ['000123456789012345', '㎡，①“丙”', number('2469.12'), '', number('33.3333333333333%')],
  [],
  ['LA-002', '多行\n文字', number('0.3'), '', '', yesNo('否')],
];

describe('a workbook that LibreOffice wrote', () => {
  it.each(['xlsx', 'xls'] as const)('is read, cell by cell: .%s', async (format) => {
    expect(await read(`tax.${format}`)).toEqual({ format, sheets: [{ name: '税收', rows: cells }], hidden: ['草稿'] });
  });

  it('is read as GBK CSV, where every cell is text as it was shown', async () => {
    expect(await read('tax.csv')).toEqual({
      format: 'csv',
      encoding: 'gb18030',
      sheets: [
        {
          name: 'tax.csv',
          rows: [
            head,
            ['LA-001', '91341502MA2TX00251', '1234.56', '2023年3月1日', '50.0%', 'TRUE'],
            ['000123456789012345', '㎡，①“丙”', '2469.12', '', '33.3%'],
            [],
            ['LA-002', '多行\n文字', '0.3', '', '', 'FALSE'],
          ],
        },
      ],
      hidden: [],
    });
  });

  it('is refused in its own format, also under the extension of another', async () => {
    await expect(read('tax.ods')).rejects.toMatchObject({ code: 'workbook.wrongType' });
    const content = await readFile('test/workbooks/libreoffice/tax.ods');
    await expect(parseWorkbook(content, 'tax.xlsx')).rejects.toMatchObject({
      code: 'workbook.wrongType',
      message: expect.stringContaining('开放文档') as string,
    });
  });
});
