import { readdirSync, readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { ZipFile } from 'yazl';
import { agreedFormat } from './agreed-format.js';
import { ContentLook } from './content-look.js';
import { formatOfName } from './media-types.js';

const WRITTEN = 'test/workbooks/libreoffice';

async function zipOf(...names: readonly string[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const name of names) zip.addBuffer(Buffer.alloc(3000, 'x'), name, { compress: false });
  zip.end();
  return buffer(zip.outputStream);
}

/** A compound file's header and a directory with one stream. */
function compoundOf(name: string): Buffer {
  const bytes = Buffer.alloc(4096 + 512);
  bytes.write('d0cf11e0a1b11ae1', 'hex');
  bytes.write(name, 4096 + 128, 'utf16le');
  bytes.writeUInt16LE(2 * name.length + 2, 4096 + 128 + 64);
  bytes[4096 + 128 + 66] = 2;
  return bytes;
}

const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6300010000050001', 'hex');
const gbk = Buffer.from('c6f3d2b52cb6eecfee0ab0b2bbd53031', 'hex');
const files: Readonly<Record<string, Buffer>> = {
  pdf: Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj', 'latin1'),
  png,
  jpg: Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  xlsx: await zipOf('[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml'),
  ofd: await zipOf('OFD.xml', 'Doc_0/Document.xml'),
  zip: await zipOf('扫描件/批文.pdf'),
  xls: compoundOf('Workbook'),
  'csv in UTF-8': Buffer.from('企业,金额\r\n甲,1\r\n'),
  'csv in GBK': gbk,
};

async function kindOf(content: Buffer, cuts: readonly number[] = []): Promise<string> {
  const look = new ContentLook();
  const places = [0, ...[...cuts].sort((a, b) => a - b), content.length];
  places.slice(1).forEach((to, n) => look.update(content.subarray(places[n], to)));
  const kind = await look.end();
  return kind.format ?? kind.words;
}

describe('What a delivered file is', () => {
  it.each(Object.entries(files))('is told by its content: %s', async (name, content) => {
    expect(await kindOf(content)).toBe(name.slice(0, 4).trim());
  });

  it.each(readdirSync(WRITTEN, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : [])))(
    'is told of what LibreOffice wrote: %s',
    async (name) => {
      const format = formatOfName(name);
      expect(await kindOf(readFileSync(`${WRITTEN}/${name}`))).toBe(format ?? 'zip');
    },
  );

  it('is told alike, in whatever pieces it comes', async () => {
    const all = Object.entries(files);
    await fc.assert(
      fc.asyncProperty(fc.nat(all.length - 1), fc.array(fc.nat(5000), { maxLength: 6 }), async (n, cuts) => {
        const [, content] = all[n] as [string, Buffer];
        expect(
          await kindOf(
            content,
            cuts.map((at) => Math.min(at, content.length)),
          ),
        ).toBe(await kindOf(content));
      }),
      { seed: 2024, numRuns: 60 },
    );
  });

  it('is told of a zip whose directory lies megabytes behind its beginning', async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.alloc(9_000_000, 7), 'Res/scan.jb2', { compress: false });
    zip.addBuffer(Buffer.from('x'), 'OFD.xml');
    zip.end();
    expect(await kindOf(await buffer(zip.outputStream))).toBe('ofd');
  });

  it.each([
    ['an encrypted .xlsx', compoundOf('EncryptedPackage'), '设有打开密码的文档'],
    ['a .doc', compoundOf('WordDocument'), '不是工作簿的旧版办公文档'],
    ['a zip without its end', (files.zip as Buffer).subarray(0, 2000), '目录无法读取、含越出文件夹的文件名或文件过多的压缩包'],
    ['a program', Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1'), '无法识别的数据'],
    ['text in UTF-16', Buffer.from('\uFEFF企业,金额\n', 'utf16le'), '无法识别的数据'],
  ])('is none of what is taken: %s', async (_what, content, words) => {
    expect(await kindOf(content)).toBe(words);
  });

  it('is none of what is taken where a zip’s names lead out of the folder', async () => {
    const zip = await zipOf('aa/evil.txt');
    const hostile = Buffer.from(zip.toString('latin1').replaceAll('aa/evil.txt', '../evil.txt'), 'latin1');
    expect(await kindOf(hostile)).toContain('越出文件夹');
  });

  it('must be what its name says', async () => {
    const xlsx = { format: 'xlsx' } as const;
    expect(agreedFormat('税收.XLSX', xlsx)).toBe('xlsx');
    expect(agreedFormat('现场.jpeg', { format: 'jpg' })).toBe('jpg');
    expect(() => agreedFormat('税收.xls', xlsx)).toThrow(
      expect.objectContaining({ code: 'evidence.wrongType', message: '文件「税收.xls」的扩展名是「xls」，内容却是新版工作簿（.xlsx）' }),
    );
    expect(() => agreedFormat('税收.xlsx', { words: '设有打开密码的文档' })).toThrow(
      expect.objectContaining({ code: 'evidence.wrongType', message: expect.stringContaining('设有打开密码') }),
    );
    for (const name of ['宏.xlsm', '程序.exe', '无扩展名', 'constructor.constructor'])
      expect(() => agreedFormat(name, xlsx)).toThrow(expect.objectContaining({ code: 'evidence.mediaType' }));
  });
});
