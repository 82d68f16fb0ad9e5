import * as library from '@e965/xlsx';
import type { CellObject, Range } from '@e965/xlsx';

/** What this room uses of @e965/xlsx beyond its published types: a container of parts and the parsers that take one. */
interface Container {
  readonly FullPaths: string[];
  readonly FileIndex: ContainerFile[];
}
export interface ContainerFile {
  readonly name: string;
  readonly type: number;
  content?: Uint8Array | undefined;
  readonly size: number;
}
/** A workbook as the library parsed it, rows by cells; what is not there was empty or could not be read. */
export interface ParsedWorkbook {
  readonly SheetNames: readonly string[];
  readonly Sheets: Readonly<Record<string, ParsedSheet | undefined>>;
  readonly Workbook?: { readonly Sheets?: readonly { readonly Hidden?: number }[]; readonly WBProps?: { readonly date1904?: boolean } };
}
export interface ParsedSheet {
  readonly '!type'?: string;
  readonly '!data'?: readonly (readonly (CellObject | undefined)[] | undefined)[];
  readonly '!merges'?: readonly Range[];
}
interface Parsers {
  parse_zip(container: Container, options: object): ParsedWorkbook;
  parse_xlscfb(container: Container, options: object): ParsedWorkbook;
  readonly CFB: {
    read(content: Uint8Array, options: { type: 'buffer' }): Container;
    readonly utils: { cfb_new(): Container };
  };
}
const parsers = library as unknown as Parsers;

/** Values and number formats only: no formatted text, no HTML, no formulas, no styles. */
const OPTIONS = { dense: true, cellNF: true, cellText: false, cellHTML: false, cellFormula: false } as const;

/** Parses the parts of an .xlsx; each is asked for its content when its turn comes. */
export function parseParts(parts: readonly { readonly name: string; readonly size: number; unpack(): Buffer }[]): ParsedWorkbook {
  const container = parsers.CFB.utils.cfb_new();
  for (const part of parts) {
    container.FullPaths.push(`${container.FullPaths[0]}${part.name}`);
    container.FileIndex.push({
      name: part.name,
      type: 2,
      size: part.size,
      get content() {
        return part.unpack();
      },
    });
  }
  return parsers.parse_zip(container, { ...OPTIONS });
}

/** The streams of a compound file by their paths. @throws what the library throws where it is none */
export function readCompound(content: Buffer): ReadonlyMap<string, ContainerFile> {
  const { FullPaths, FileIndex } = parsers.CFB.read(content, { type: 'buffer' });
  return new Map(FullPaths.map((path, at) => [path.replace(/^[^/]*\//, ''), FileIndex[at] as ContainerFile]));
}

/** Parses the stream of an .xls. */
export function parseStream(stream: ContainerFile): ParsedWorkbook {
  const container = parsers.CFB.utils.cfb_new();
  container.FullPaths.push(`${container.FullPaths[0]}Workbook`);
  container.FileIndex.push(stream);
  return parsers.parse_xlscfb(container, { ...OPTIONS });
}
