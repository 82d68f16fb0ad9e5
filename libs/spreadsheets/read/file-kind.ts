import { workbookErrors } from '../errors.js';
import type { WorkbookFormat } from '../workbook.js';

const formats: Readonly<Record<string, WorkbookFormat>> = { xlsx: 'xlsx', xls: 'xls', csv: 'csv' };
const withMacros = new Set(['xlsm', 'xltm', 'xlam', 'xla', 'xlm']);

/** What a file is by its first bytes. */
type Content = 'zip' | 'compound' | 'text' | 'other';
const contentOf: Readonly<Record<WorkbookFormat, Content>> = { xlsx: 'zip', xls: 'compound', csv: 'text' };

const signatures: readonly { readonly bytes: readonly number[]; readonly content: Content; readonly words: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], content: 'zip', words: '新版工作簿（.xlsx）或压缩包' },
  { bytes: [0x50, 0x4b, 0x05, 0x06], content: 'zip', words: '空的压缩包' },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    content: 'compound',
    words: '旧版工作簿（.xls）、加密的工作簿或其他旧版办公文件',
  },
  { bytes: [0x25, 0x50, 0x44, 0x46], content: 'other', words: 'PDF 文件' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], content: 'other', words: '图片' },
  { bytes: [0xff, 0xd8, 0xff], content: 'other', words: '图片' },
  { bytes: [0xff, 0xfe], content: 'other', words: '编码为 UTF-16 的文本' },
  { bytes: [0xfe, 0xff], content: 'other', words: '编码为 UTF-16 的文本' },
];

/**
 * The format that a file's name and its content agree on.
 * @throws DomainError `workbook.wrongType`, `workbook.macros`, `workbook.encrypted` (an encrypted .xlsx is a compound file)
 */
export function formatOf(content: Uint8Array, name: string): WorkbookFormat {
  const extension = /\.([^.]+)$/.exec(name.trim())?.[1]?.toLowerCase() ?? '';
  if (withMacros.has(extension)) throw workbookErrors.error('workbook.macros', { name });
  const format = formats[extension];
  if (format === undefined) throw wrong(name, `扩展名「${extension}」不在可读之列（xlsx、xls、csv）`);
  const found = look(content);
  if (found.content === contentOf[format]) return format;
  if (format === 'xlsx' && found.content === 'compound' && isEncryptedPackage(content))
    throw workbookErrors.error('workbook.encrypted', { name });
  throw wrong(name, `扩展名是「${extension}」，内容却是${found.words}`);
}

function look(content: Uint8Array): { readonly content: Content; readonly words: string } {
  const known = signatures.find(({ bytes }) => bytes.every((byte, at) => content[at] === byte));
  if (known) return known;
  const text = isText(content);
  const start = text ? Buffer.from(content.subarray(0, 512)).toString('latin1').toLowerCase() : '';
  if (/^\s*(<!doctype html|<html|<table|<meta)/.test(start)) return { content: 'other', words: '网页' };
  if (start.includes('urn:schemas-microsoft-com:office:spreadsheet')) return { content: 'other', words: '可扩展标记语言（XML）表格' };
  return text ? { content: 'text', words: '文本' } : { content: 'other', words: '无法识别的二进制数据' };
}

/** Text holds no control characters but tab, line feed and carriage return. */
function isText(content: Uint8Array): boolean {
  return content.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

/** [MS-OFFCRYPTO] 2.3.4.4: the stream of an encrypted package, its name in UTF-16 in the compound file's directory. */
function isEncryptedPackage(content: Uint8Array): boolean {
  return Buffer.from(content.buffer, content.byteOffset, content.length).includes(Buffer.from('EncryptedPackage', 'utf16le'));
}

function wrong(name: string, reason: string): Error {
  return workbookErrors.error('workbook.wrongType', { name, reason });
}
