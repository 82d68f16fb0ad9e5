import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { DocumentModel } from '../model.js';
import { FONT, fontFile } from './font.js';
import { MARGINS, TYPE } from './page.js';
import { blocksOf } from './pdf-blocks.js';
import { GAP } from '../text.js';

/** The document as pdfmake lays it out. Its dates are the ledger's: the same document has the same bytes. */
export function pdfDefinition(model: DocumentModel): TDocumentDefinitions {
  const { title, subtitles, orientation, citation, at } = model;
  const created = new Date(at);
  return {
    info: { title, creationDate: created, modDate: created, producer: 'ParkLedger', creator: 'ParkLedger' },
    language: 'zh-CN',
    pageSize: 'A4',
    pageOrientation: orientation,
    pageMargins: MARGINS,
    defaultStyle: { font: FONT, fontSize: TYPE.body },
    content: [
      { text: title, fontSize: TYPE.title, alignment: 'center', margin: [0, 0, 0, 6] },
      ...subtitles.map((text) => ({
        text,
        fontSize: TYPE.subtitle,
        alignment: 'center' as const,
        margin: [0, 1, 0, 1] as [number, number, number, number],
      })),
      { text: '', margin: [0, 0, 0, 4] },
      ...blocksOf(model),
    ],
    footer: (page, pages) => ({
      margin: [MARGINS[0], 16, MARGINS[2], 0],
      fontSize: TYPE.foot,
      columns: [
        { text: citation, width: '*' },
        { text: `第 ${page} 页${GAP}共 ${pages} 页`, width: 'auto', alignment: 'right' },
      ],
    }),
  };
}

let ready = false;

/** Sets pdfmake up: this room's font, no other file, no address. */
function setUp(): void {
  if (ready) return;
  const file = fontFile();
  pdfmake.setFonts({ [FONT]: { normal: file, bold: file, italics: file, bolditalics: file } });
  pdfmake.setLocalAccessPolicy((path: string) => path === file);
  pdfmake.setUrlAccessPolicy(() => false);
  ready = true;
}

/** The document as a PDF: A4, page numbers, the table's head on every page. Takes its time: not for the thread that serves. */
export function toPdf(model: DocumentModel): Promise<Buffer> {
  setUp();
  return pdfmake.createPdf(pdfDefinition(model)).getBuffer();
}
