import { workbookErrors } from '../errors.js';
import type { WorkbookLimits } from '../limits.js';
import { areaOf } from './cell-place.js';
import { parseParts, type ParsedWorkbook } from './library.js';
import { scanSheet, type SheetScan } from './sheet-scan.js';
import { withDateFormats } from './styles.js';
import { contentTypes, outsideTargets, sheetParts } from './workbook-xml.js';
import { openZip, type ZipPart } from './zip.js';

const MAIN = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
const TYPES = '[Content_Types].xml';
/** Places named in a message; the rest is counted. */
const SHOWN = 10;

/** An .xlsx that was looked through: nothing in it is refused, and it is ready to be parsed. */
export interface LookedThrough {
  readonly sheets: number;
  parse(sheetOpened: () => void): ParsedWorkbook;
}

/**
 * Looks through an .xlsx before it is parsed: its directory, what kind of file it is, what it would run or fetch, and what its sheets hold.
 * @throws DomainError `workbook.*`
 */
export async function lookThrough(content: Buffer, name: string, limits: WorkbookLimits): Promise<LookedThrough> {
  const parts = remembering(await openZip(content, name, limits));
  const byName = new Map(parts.map((part) => [part.name, part]));
  const workbook = workbookPart(byName, name);
  refuseMacros(parts, name);
  refuseLinks(parts, name);
  const folder = workbook.name.slice(0, workbook.name.lastIndexOf('/') + 1);
  const relationships = byName.get(`${folder}_rels/${workbook.name.slice(folder.length)}.rels`);
  const sheets = sheetParts(textOfPart(workbook), relationships ? textOfPart(relationships) : '', folder);
  if (sheets.size === 0) throw workbookErrors.error('workbook.noTable', { name, reason: '一张工作表也没有' });
  if (sheets.size > limits.maxSheets)
    throw workbookErrors.error('workbook.tooManySheets', { name, sheets: sheets.size, maxSheets: limits.maxSheets });
  const readable = parts.filter(isParsed);
  lookThroughSheets(readable, sheets, name, limits);
  const isSheet = (part: ZipPart): boolean => sheets.has(part.name);
  return {
    sheets: sheets.size,
    parse: (sheetOpened) => {
      try {
        return parseParts(readable.map((part) => (isSheet(part) ? watched(part, sheetOpened) : part)).map(withDateFormats));
      } catch {
        throw damaged(name, '工作簿结构无法解析');
      }
    },
  };
}

/** The part of the workbook, by the type of its content. Other files of the same packing (documents, presentations, tables of another standard) are none. */
function workbookPart(byName: ReadonlyMap<string, ZipPart>, name: string): ZipPart {
  const types = byName.get(TYPES);
  if (!types) throw wrong(name, byName.has('mimetype') ? '内容是开放文档（ODF）' : '内容是压缩包，不是工作簿');
  const known = contentTypes(textOfPart(types));
  if (known.some(({ type }) => /macroEnabled|vbaProject/i.test(type))) throw workbookErrors.error('workbook.macros', { name });
  const main = known.find(({ type }) => type === MAIN);
  if (!main)
    throw wrong(
      name,
      known.some(({ type }) => /wordprocessing|presentation/.test(type)) ? '内容是文档或演示文稿' : '内容不是 .xlsx 工作簿',
    );
  const part = byName.get(main.path);
  if (!part) throw damaged(name, '缺少工作簿的主文件');
  return part;
}

/** Programs in the file: a project of macros, sheets of macros of the old kind. */
function refuseMacros(parts: readonly ZipPart[], name: string): void {
  if (parts.some(({ name: path }) => /(^|\/)vbaProject|(^|\/)(macrosheets|dialogsheets|activeX)\//i.test(path)))
    throw workbookErrors.error('workbook.macros', { name });
}

/** What is fetched from elsewhere when the file is opened: another workbook, a data source, a linked object. */
function refuseLinks(parts: readonly ZipPart[], name: string): void {
  const places = parts
    .map(({ name: path }) => path)
    .filter((path) => /(^|\/)(externalLinks|queryTables)\/[^/]+\.xml$|(^|\/)connections\.xml$/i.test(path));
  for (const part of parts) if (/\.rels$/i.test(part.name)) places.push(...outsideTargets(textOfPart(part)));
  if (places.length > 0) throw workbookErrors.error('workbook.externalLinks', { name, places: shown([...new Set(places)]) });
}

/** What the library gets to see. Comments, drawings and whatever would send it to a parser of another format stay out. */
function isParsed({ name }: ZipPart): boolean {
  return (
    name === TYPES ||
    (/\.(xml|rels)$/i.test(name) && !/^(META-INF|Index|docProps)\/|^(objectdata|index)\.xml$|\/worksheets\/_rels\//i.test(name))
  );
}

function lookThroughSheets(parts: readonly ZipPart[], sheets: ReadonlyMap<string, string>, name: string, limits: WorkbookLimits): void {
  let [cells, merges] = [0, 0];
  const valueless: string[] = [];
  let count = 0;
  for (const part of parts) {
    if (part.name.endsWith('.rels')) continue;
    const xml = part.unpack();
    if (xml.includes('<!DOCTYPE') || xml.includes('<!ENTITY')) throw damaged(name, `内部文件「${part.name}」含有实体声明`);
    const scan = scanSheet(xml);
    cells += scan.cells;
    merges += scan.merges.length;
    const sheet = sheets.get(part.name) ?? part.name;
    refuseOutermost(scan, sheet, cells, merges, name, limits);
    count += scan.valuelessCount;
    valueless.push(...scan.valueless.map((reference) => `${sheet}!${reference}`));
  }
  if (count === 0) return;
  const faults = valueless.map((where) => workbookErrors.fault('workbook.formulaWithoutValue', { name, count: 1, places: where }, where));
  throw workbookErrors.error('workbook.formulaWithoutValue', { name, count, places: shown(valueless, count) }, { faults });
}

function refuseOutermost(scan: SheetScan, sheet: string, cells: number, merges: number, name: string, limits: WorkbookLimits): void {
  const refusal = (reason: string): Error => workbookErrors.error('workbook.tooManyCells', { name, reason });
  const { lastRow, lastColumn } = scan;
  if (cells > limits.maxCells) throw refusal(`单元格超过 ${limits.maxCells} 个`);
  if (scan.sharedTexts > limits.maxCells) throw refusal(`不同的文字超过 ${limits.maxCells} 段`);
  if (merges > limits.maxMerges) throw refusal(`合并单元格超过 ${limits.maxMerges} 处`);
  if (lastRow.at >= limits.maxRows) throw refusal(`工作表「${sheet}」的 ${lastRow.reference} 单元格在第 ${limits.maxRows} 行以下`);
  if (lastColumn.at >= limits.maxColumns)
    throw refusal(`工作表「${sheet}」的 ${lastColumn.reference} 单元格在第 ${limits.maxColumns} 列以外`);
  const vast = scan.merges.find((range) => (areaOf(range) ?? 0) > limits.maxCells);
  if (vast !== undefined) throw refusal(`工作表「${sheet}」的合并区域 ${vast} 过大`);
}

/** Parts of which the one that was unpacked last is kept: most workbooks have one sheet, which is looked at and then parsed. */
function remembering(parts: readonly ZipPart[]): readonly ZipPart[] {
  let last: { readonly part: ZipPart; readonly content: Buffer } | undefined;
  return parts.map((part) => ({
    name: part.name,
    size: part.size,
    unpack: () => {
      if (last?.part !== part) last = { part, content: part.unpack() };
      return last.content;
    },
  }));
}

function watched(part: ZipPart, opened: () => void): ZipPart {
  let told = false;
  return {
    ...part,
    unpack: () => {
      if (!told) opened();
      told = true;
      return part.unpack();
    },
  };
}

function textOfPart(part: ZipPart): string {
  return part.unpack().toString('utf8');
}

function shown(places: readonly string[], count = places.length): string {
  return places.slice(0, SHOWN).join('、') + (count > SHOWN ? `等 ${count} 处` : '');
}

function wrong(name: string, reason: string): Error {
  return workbookErrors.error('workbook.wrongType', { name, reason });
}

function damaged(name: string, reason: string): Error {
  return workbookErrors.error('workbook.damaged', { name, reason });
}
