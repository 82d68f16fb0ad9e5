import { type ZipEntry, zipOf } from './zip.js';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The parts of an .xlsx that a spec writes by hand. */
export interface HandMade {
  /** Each sheet: its name, what stands in `<worksheet>`, and whether it is hidden. */
  readonly sheets: readonly { readonly name: string; readonly xml: string; readonly hidden?: boolean }[];
  readonly sharedStrings?: string;
  /** What stands in `<styleSheet>`. */
  readonly styles?: string;
  /** Attributes of `<workbookPr>`. */
  readonly properties?: string;
  readonly mainType?: string;
  readonly more?: readonly ZipEntry[];
}

/** An .xlsx of hand-made parts. */
export function xlsxOf({
  sheets,
  sharedStrings,
  styles = '',
  properties = '',
  mainType = `${TYPE}.sheet.main+xml`,
  more = [],
}: HandMade): Buffer {
  const parts = sheets.map(({ xml }, n) => ({
    name: `xl/worksheets/sheet${n + 1}.xml`,
    content: `${HEAD}<worksheet xmlns="${MAIN}">${xml}</worksheet>`,
  }));
  const override = (path: string, type: string): string => `<Override PartName="/${path}" ContentType="${type}"/>`;
  const types = [
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    override('xl/workbook.xml', mainType),
    override('xl/styles.xml', `${TYPE}.styles+xml`),
    ...parts.map(({ name }) => override(name, `${TYPE}.worksheet+xml`)),
    ...(sharedStrings === undefined ? [] : [override('xl/sharedStrings.xml', `${TYPE}.sharedStrings+xml`)]),
  ];
  const named = sheets.map(
    ({ name, hidden }, n) => `<sheet name="${name}" sheetId="${n + 1}" r:id="rId${n + 1}"${hidden ? ' state="hidden"' : ''}/>`,
  );
  const links = parts.map(({ name }, n) => relationship(`rId${n + 1}`, 'worksheet', name.slice(3)));
  return zipOf([
    { name: '[Content_Types].xml', content: `${HEAD}<Types xmlns="${PACKAGE}/content-types">${types.join('')}</Types>` },
    { name: '_rels/.rels', content: relationships([relationship('rId1', 'officeDocument', 'xl/workbook.xml')]) },
    {
      name: 'xl/workbook.xml',
      content: `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${properties}/><sheets>${named.join('')}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', content: relationships([...links, relationship('rIdStyles', 'styles', 'styles.xml')]) },
    { name: 'xl/styles.xml', content: `${HEAD}<styleSheet xmlns="${MAIN}">${styles}</styleSheet>` },
    ...parts,
    ...(sharedStrings === undefined
      ? []
      : [{ name: 'xl/sharedStrings.xml', content: `${HEAD}<sst xmlns="${MAIN}">${sharedStrings}</sst>` }]),
    ...more,
  ]);
}

/** The part of a file that says what it is linked with. */
export function relationships(links: readonly string[]): string {
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${links.join('')}</Relationships>`;
}

export function relationship(id: string, kind: string, target: string, outside = false): string {
  return `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"${outside ? ' TargetMode="External"' : ''}/>`;
}

/** A sheet with these cells: reference and what stands in `<c>`. */
export function sheetXml(
  cells: readonly { readonly at: string; readonly attributes?: string; readonly xml: string }[],
  behind = '',
): string {
  const rows = new Map<string, string[]>();
  for (const { at, attributes = '', xml } of cells) {
    const row = at.replace(/\D+/, '');
    rows.set(row, [...(rows.get(row) ?? []), `<c r="${at}"${attributes}>${xml}</c>`]);
  }
  return `<sheetData>${[...rows].map(([row, inside]) => `<row r="${row}">${inside.join('')}</row>`).join('')}</sheetData>${behind}`;
}

/** A text cell. */
export const textCell = (at: string, text: string) => ({ at, attributes: ' t="inlineStr"', xml: `<is><t>${text}</t></is>` });
