import { workbookErrors } from '../errors.js';
import type { WorkbookLimits } from '../limits.js';
import { type BiffLook, lookThroughRecords } from './biff.js';
import { type ContainerFile, parseStream, type ParsedWorkbook, readCompound } from './library.js';

const EXCEL_97 = 0x0600;

/**
 * Looks through an .xls and parses it.
 * @throws DomainError `workbook.*`
 */
export function parseXls(content: Buffer, name: string, limits: WorkbookLimits): ParsedWorkbook {
  const { stream, records } = streamOf(content, name, limits);
  const look = looked(records, name);
  if (look.encrypted) throw workbookErrors.error('workbook.encrypted', { name });
  if (look.version !== EXCEL_97) throw workbookErrors.error('workbook.wrongType', { name, reason: '保存格式早于 97 版' });
  if (look.macroSheet) throw workbookErrors.error('workbook.macros', { name });
  if (look.links.length > 0)
    throw workbookErrors.error('workbook.externalLinks', { name, places: [...new Set(look.links)].slice(0, 10).join('、') });
  if (look.sheets > limits.maxSheets)
    throw workbookErrors.error('workbook.tooManySheets', { name, sheets: look.sheets, maxSheets: limits.maxSheets });
  refuseSize(look, name, limits);
  try {
    return parseStream(stream);
  } catch {
    throw damaged(name, '工作簿结构无法解析');
  }
}

function streamOf(content: Buffer, name: string, limits: WorkbookLimits): { readonly stream: ContainerFile; readonly records: Buffer } {
  const streams = compound(content, name);
  const paths = [...streams.keys()];
  if (paths.length > limits.maxEntries)
    throw workbookErrors.error('workbook.zipBomb', { name, reason: `内部有 ${paths.length} 个数据流，超过 ${limits.maxEntries} 个` });
  if (paths.includes('EncryptedPackage')) throw workbookErrors.error('workbook.encrypted', { name });
  if (paths.some((path) => /(^|\/)(_VBA_PROJECT_CUR|VBA|_VBA_PROJECT)(\/|$)/i.test(path)))
    throw workbookErrors.error('workbook.macros', { name });
  const stream = streams.get('Workbook');
  if (!stream?.content) {
    const reason = paths.includes('Book') ? '保存格式早于 97 版' : '内容不是 .xls 工作簿';
    throw workbookErrors.error('workbook.wrongType', { name, reason });
  }
  const { buffer, byteOffset, length } = stream.content;
  return { stream, records: Buffer.from(buffer, byteOffset, length) };
}

function compound(content: Buffer, name: string): ReadonlyMap<string, ContainerFile> {
  try {
    // A copy: formats are written in place, and the delivered bytes stay as they are.
    return readCompound(Buffer.from(content));
  } catch {
    throw damaged(name, '复合文件的目录无法读取');
  }
}

function looked(records: Buffer, name: string): BiffLook {
  try {
    return lookThroughRecords(records);
  } catch {
    throw damaged(name, '数据记录不完整');
  }
}

function refuseSize({ cells, merges }: BiffLook, name: string, limits: WorkbookLimits): void {
  const refusal = (reason: string): Error => workbookErrors.error('workbook.tooManyCells', { name, reason });
  if (cells > limits.maxCells) throw refusal(`单元格超过 ${limits.maxCells} 个`);
  if (merges.length > limits.maxMerges) throw refusal(`合并单元格超过 ${limits.maxMerges} 处`);
  if (merges.some((area) => area > limits.maxCells)) throw refusal('合并区域过大');
}

function damaged(name: string, reason: string): Error {
  return workbookErrors.error('workbook.damaged', { name, reason });
}
